using System.Globalization;

namespace Gateway.Core.IotHub;

/// <summary>How a section of a twin is written for a device.</summary>
internal static class HubTwinJson
{
    /// <summary>Puts the version into a section: {"a":1} becomes {"a":1,"$version":7}, and {} becomes {"$version":7}.</summary>
    /// <param name="json">A JSON object without white space around it.</param>
    /// <param name="version">The section's version.</param>
    public static string Versioned(string json, long version)
    {
        var comma = json.Length > "{}".Length ? "," : "";
        return string.Create(CultureInfo.InvariantCulture, $"{json[..^1]}{comma}\"{HubTopics.Version}\":{version}}}");
    }
}
