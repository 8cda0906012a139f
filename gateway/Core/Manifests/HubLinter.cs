using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Core.Manifests;

/// <summary>Finds the mistakes in the desired properties of $edgeHub.</summary>
/// <remarks>
/// Source: Microsoft, "Learn how to deploy modules and establish routes in IoT Edge", Declare routes; "Properties of the IoT Edge agent
/// and IoT Edge hub module twins", EdgeHub desired properties.
/// </remarks>
internal static partial class HubLinter
{
    private const string RoutesFix = "add {\"upstream\":\"FROM /messages/* INTO $upstream\"}";
    private const string RouteFix = "write one such as FROM /messages/* INTO $upstream";

    /// <summary>Lints them.</summary>
    public static void Lint(ManifestNode desired)
    {
        desired.RequireOneOf("schemaVersion", "1.1", "1.0");
        if (desired.RequireObject("routes", $"{RoutesFix}; without a route no message reaches the hub") is { } routes) LintRoutes(routes);
        if (desired.RequireObject("storeAndForwardConfiguration", "add {\"timeToLiveSecs\":7200}") is { } store
            && store.Require("timeToLiveSecs", "add 7200, two hours") is { } lifetime
            && !(lifetime.Value.ValueKind == JsonValueKind.Number && lifetime.Value.TryGetInt32(out var seconds) && seconds > 0))
            lifetime.Report("it is no positive whole number", "write how many seconds messages are kept, such as 7200");
    }

    private static void LintRoutes(ManifestNode routes)
    {
        if (!routes.Members.Any()) routes.Report("there is no route, so no message reaches the hub", RoutesFix);
        foreach (var (_, route) in routes.Members) LintRoute(route.IsObject ? route.Require("route", RouteFix) : route);
    }

    private static void LintRoute(ManifestNode? route)
    {
        if (route is not null && (route.Text is not { } text || !Route().IsMatch(text))) route.Report("it is no route", RouteFix);
    }

    // FROM source [WHERE condition] INTO $upstream | BrokeredEndpoint("/modules/{module}/inputs/{input}")
    [GeneratedRegex(
        """^\s*FROM\s+/\S*(\s+WHERE\s+.+)?\s+INTO\s+(\$upstream|BrokeredEndpoint\("/modules/[^/"]+/inputs/[^/"]+"\))\s*$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Route();
}
