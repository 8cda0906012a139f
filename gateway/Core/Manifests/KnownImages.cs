namespace Gateway.Core.Manifests;

/// <summary>Microsoft's published images of IoT Edge, and what is wrong with the names of others.</summary>
/// <remarks>
/// Source: Microsoft Artifact Registry, repositories azureiotedge-…; Microsoft, "Deploy Azure IoT Edge modules", for the simulated
/// sensor. No registry is asked: whether a tag exists is not known here.
/// </remarks>
internal static class KnownImages
{
    public const string Agent = Registry + "azureiotedge-agent:1.5";
    public const string Hub = Registry + "azureiotedge-hub:1.5";

    private const string Registry = "mcr.microsoft.com/";
    private const string Family = Registry + "azureiotedge-";

    private static readonly string[] Names =
    [
        "azureiotedge-agent", "azureiotedge-hub", "azureiotedge-simulated-temperature-sensor", "azureiotedge-diagnostics",
        "azureiotedge-metrics-collector", "azureiotedge-api-proxy",
    ];

    /// <summary>What is wrong with an image's name, and the fix; null where nothing is.</summary>
    public static (string Cause, string Fix)? Fault(string image)
    {
        var slash = image.LastIndexOf('/');
        var colon = image.IndexOf(':', slash + 1);
        var name = image.Split('@')[0];
        if (colon > slash) name = image[..colon];
        if (name.StartsWith(Family, StringComparison.Ordinal) && !Names.Contains(name[Registry.Length..]))
            return (
                $"'{name}' is none of the images that Microsoft publishes",
                $"did you mean {Registry}{Nearest(name[Registry.Length..])}? Check its tags too");
        if (image.Any(char.IsWhiteSpace) || name.Any(char.IsUpper))
            return ($"'{image}' is no image reference", "write registry/name:tag in lower case without spaces");
        return colon < 0 && !image.Contains('@', StringComparison.Ordinal)
            ? ($"'{image}' has no tag, so it is whatever is latest when it is pulled", "add the tag of a release")
            : null;
    }

    // The name that shares the most words, so that azureiotedge-sensor finds …-simulated-temperature-sensor.
    private static string Nearest(string name)
    {
        var words = name.Split('-');
        return Names.MaxBy(known => known.Split('-').Intersect(words).Count())!;
    }
}
