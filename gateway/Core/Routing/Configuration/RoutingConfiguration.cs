using System.Globalization;
using System.Text.Json;
using Gateway.Core.Routing.Files;
using Gateway.Core.Routing.Query;

namespace Gateway.Core.Routing.Configuration;

/// <summary>What a routing configuration file says. Immutable, so safe for use by several threads.</summary>
/// <remarks>On the limits: Microsoft, "IoT Hub quotas and throttling".</remarks>
public sealed record RoutingConfiguration
{
    /// <summary>The most routes.</summary>
    public const int RoutesMax = 100;

    private static readonly JsonDocumentOptions Json = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
    };

    /// <summary>The endpoints of cold storage.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<FilesEndpointOptions> Files { get; init; } = [];

    /// <summary>What never leaves for the parent.</summary>
    /// <value>The default is nothing.</value>
    public EdgeOnlyFields EdgeOnly { get; init; } = EdgeOnlyFields.None;

    /// <summary>Where messages go.</summary>
    public required RouteTable Routes { get; init; }

    /// <summary>What holds without a file: all telemetry goes to every endpoint.</summary>
    /// <param name="endpoints">The endpoints that there are.</param>
    public static RoutingConfiguration Default(IReadOnlyList<string> endpoints) => new() { Routes = new RouteTable([], endpoints) };

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">JSON; comments are allowed.</param>
    /// <param name="endpoints">The endpoints that there are without the file.</param>
    /// <exception cref="RoutingConfigurationException">It cannot be used; the message names the key and how to mend it.</exception>
    public static RoutingConfiguration Parse(string text, IReadOnlyList<string> endpoints)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Json);
            return Read(new ConfigurationNode(document.RootElement, ""), endpoints);
        }
        catch (JsonException e)
        {
            var line = ((e.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            throw new RoutingConfigurationException($"line {line}", "is no JSON; mend what stands there or before it", e);
        }
        catch (InvalidOperationException e)
        {
            // System.Text.Json decodes texts late: half a surrogate pair shows only when it is read.
            throw new RoutingConfigurationException("the file", "holds a text that is no Unicode", e);
        }
    }

    private static RoutingConfiguration Read(ConfigurationNode file, IReadOnlyList<string> endpoints)
    {
        file.Object("endpoints", "routes", "fallback", "edgeOnly");
        var files = file.Find("endpoints") is { } declared ? FilesEndpointSection.Read(declared, endpoints) : [];
        endpoints = [.. endpoints, .. files.Select(endpoint => endpoint.Name)];
        var routes = file.Find("routes") is { } list ? ReadRoutes(list, endpoints) : [];
        return new RoutingConfiguration
        {
            Files = files,
            EdgeOnly = file.Find("edgeOnly") is { } fields ? ReadEdgeOnly(fields) : EdgeOnlyFields.None,
            Routes = new RouteTable(routes, ReadFallback(file, endpoints)),
        };
    }

    private static EdgeOnlyFields ReadEdgeOnly(ConfigurationNode list)
    {
        try
        {
            return EdgeOnlyFields.Parse(list.Items().Select(item => item.Text()));
        }
        catch (FormatException e)
        {
            throw list.Fault(e.Message, e);
        }
    }

    // A gateway without endpoints needs none.
    private static IReadOnlyList<string> ReadFallback(ConfigurationNode file, IReadOnlyList<string> endpoints)
    {
        if (endpoints.Count == 0 && file.Find("fallback") is null) return [];
        var fallback = file.Require("fallback", "say where telemetry goes that no route takes: \"fallback\": {\"endpoints\": [\"events\"]}");
        return ReadEndpoints(fallback.Object("endpoints").Require("endpoints", "name at least one endpoint"), endpoints);
    }

    private static List<Route> ReadRoutes(ConfigurationNode list, IReadOnlyList<string> endpoints)
    {
        var routes = new List<Route>();
        var items = list.Items();
        if (items.Count > RoutesMax) throw list.Fault($"holds {items.Count} routes; the limit is {RoutesMax}");
        foreach (var item in items)
        {
            var route = ReadRoute(item, endpoints);
            if (routes.Exists(other => other.Name == route.Name)) throw item.Fault($"there is another route '{route.Name}'; rename one");
            routes.Add(route);
        }

        return routes;
    }

    private static Route ReadRoute(ConfigurationNode item, IReadOnlyList<string> endpoints)
    {
        item.Object("name", "source", "condition", "endpoints", "enabled");
        return new Route
        {
            Name = item.Require("name", "give the route a name").Name(),
            Source = item.Find("source") is { } source ? ReadSource(source) : MessageSource.DeviceMessages,
            Condition = item.Find("condition") is { } condition ? ReadCondition(condition) : RoutingQuery.Always,
            Endpoints = ReadEndpoints(item.Require("endpoints", "name at least one endpoint"), endpoints),
            IsEnabled = item.Find("enabled")?.Flag() ?? true,
        };
    }

    private static MessageSource ReadSource(ConfigurationNode node)
    {
        var names = Enum.GetNames<MessageSource>();
        var index = Array.FindIndex(names, name => name.Equals(node.Text(), StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? Enum.GetValues<MessageSource>()[index] : throw node.Fault($"must be one of {string.Join(", ", names)}");
    }

    private static RoutingQuery ReadCondition(ConfigurationNode node)
    {
        try
        {
            return RoutingQuery.Parse(node.Text());
        }
        catch (RoutingQueryException e)
        {
            throw node.Fault(e.Message, e);
        }
    }

    private static IReadOnlyList<string> ReadEndpoints(ConfigurationNode list, IReadOnlyList<string> endpoints)
    {
        var items = list.Items();
        if (items.Count == 0) throw list.Fault("names no endpoint; name at least one");
        return [.. items.Select(item => ReadEndpoint(item, endpoints))];
    }

    private static string ReadEndpoint(ConfigurationNode item, IReadOnlyList<string> endpoints) =>
        item.Text() is var name && endpoints.Contains(name)
            ? name
            : throw item.Fault(endpoints.Count == 0
                ? $"there is no endpoint '{name}'; for 'events' start with --events-url"
                : $"there is no endpoint '{name}'; there are {string.Join(", ", endpoints)}");
}
