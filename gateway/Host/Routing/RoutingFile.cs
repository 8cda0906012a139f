using Gateway.Core.Routing.Configuration;
using Gateway.Core.Routing.Files;

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
            var routing = RoutingConfiguration.Parse(File.ReadAllText(path), endpoints);
            return routing with { Files = [.. routing.Files.Select(files => Rooted(files, options.DataDirectory))] };
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

    private static FilesEndpointOptions Rooted(FilesEndpointOptions files, string dataDirectory) =>
        files with { Directory = Path.GetFullPath(files.Directory, Path.GetFullPath(dataDirectory)) };

    private static IReadOnlyList<string> BuiltIn(GatewayOptions options) => options.EventsUrl is null ? [] : [Endpoints.Events];
}
