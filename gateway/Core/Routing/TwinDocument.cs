using Gateway.Core.IotHub;
using Gateway.Core.Twins;

namespace Gateway.Core.Routing;

/// <summary>A twin as routing queries see it.</summary>
internal static class TwinDocument
{
    /// <summary><c>{"tags":{…},"properties":{"desired":{…,"$version":n},"reported":{…,"$version":m}}}</c>.</summary>
    public static string Of(Twin twin)
    {
        var desired = HubTwinJson.Versioned(twin.Desired, twin.DesiredVersion);
        var reported = HubTwinJson.Versioned(twin.Reported, twin.ReportedVersion);
        return $$$"""{"tags":{{{twin.Tags}}},"properties":{"desired":{{{desired}}},"reported":{{{reported}}}}}""";
    }
}
