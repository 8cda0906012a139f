using Gateway.Core.Routing.Configuration;

namespace Gateway.Host.Routing;

/// <summary>The routing configuration: a file, by default routing.json in the data directory, where it may be missing.</summary>
internal static class RoutingFile
{
    private const string FileName = "routing.json";

    /// <summary>Reads it.</summary>
    /// <exception cref="GatewayStartException">It cannot be read or used; the message names the file, the key and how to mend it.</exception>
    public static RoutingConfiguration Read(GatewayOptions options)
    {
        var path = options.RoutingFile ?? Path.Combine(options.DataDirectory, FileName);
        var endpoints = BuiltIn(options);
        if (options.RoutingFile is null && !File.Exists(path)) return RoutingConfiguration.Default(endpoints);
        try
        {
            return RoutingConfiguration.Parse(File.ReadAllText(path), endpoints);
        }
        catch (RoutingConfigurationException e)
        {
            throw new GatewayStartException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GatewayStartException($"{path} cannot be read ({e.Message}); mend --routing, or its rights", e);
        }
    }

    private static IReadOnlyList<string> BuiltIn(GatewayOptions options) => options.EventsUrl is null ? [] : [Endpoints.Events];
}
