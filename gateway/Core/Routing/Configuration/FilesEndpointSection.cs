using Gateway.Core.Routing.Files;

namespace Gateway.Core.Routing.Configuration;

/// <summary>The section "endpoints": those that only the file declares.</summary>
/// <remarks>On the limits: Microsoft, "IoT Hub quotas and throttling" (10 endpoints), and the storage endpoint's chunk and frequency.</remarks>
internal static class FilesEndpointSection
{
    private const int EndpointsMax = 10;
    private const int FrequencySecondsMin = 1, FrequencySecondsMax = 720;
    private const long ChunkBytesMin = 1024, ChunkBytesMax = 524_288_000;

    /// <summary>Reads the section.</summary>
    /// <param name="section">An object of endpoints by name.</param>
    /// <param name="builtIn">Names that are taken.</param>
    public static List<FilesEndpointOptions> Read(ConfigurationNode section, IReadOnlyList<string> builtIn)
    {
        var endpoints = new List<FilesEndpointOptions>();
        foreach (var (name, node) in section.Properties())
        {
            if (builtIn.Contains(name) || name == "events") throw node.Fault("this name is a built-in endpoint's; choose another");
            var endpoint = ReadOne(node.CheckName(name), node);
            if (endpoints.Exists(other => other.Directory == endpoint.Directory))
                throw node.Fault($"another endpoint has the directory '{endpoint.Directory}'; choose another");
            endpoints.Add(endpoint);
        }

        return endpoints.Count <= EndpointsMax
            ? endpoints
            : throw section.Fault($"declares {endpoints.Count} endpoints; the limit is {EndpointsMax}");
    }

    private static FilesEndpointOptions ReadOne(string name, ConfigurationNode node)
    {
        node.Object("type", "directory", "fileNameFormat", "batchFrequencySeconds", "maxChunkBytes");
        var type = node.Require("type", "write \"type\": \"files\"");
        if (type.Text() != "files") throw type.Fault("must be \"files\"");
        var endpoint = new FilesEndpointOptions
        {
            Name = name,
            Directory = node.Require("directory", "say where the files go").Text(),
        };
        if (node.Find("fileNameFormat") is { } format) endpoint = endpoint with { FileNameFormat = ReadFormat(format) };
        if (node.Find("batchFrequencySeconds") is { } frequency)
            endpoint = endpoint with { BatchFrequency = TimeSpan.FromSeconds(frequency.Number(FrequencySecondsMin, FrequencySecondsMax)) };
        if (node.Find("maxChunkBytes") is { } chunk)
            endpoint = endpoint with { MaxChunkBytes = (long)chunk.Number(ChunkBytesMin, ChunkBytesMax) };
        return endpoint;
    }

    private static string ReadFormat(ConfigurationNode node)
    {
        try
        {
            return new ColdFileName(node.Text(), "").Pattern;
        }
        catch (FormatException e)
        {
            throw node.Fault(e.Message, e);
        }
    }
}
