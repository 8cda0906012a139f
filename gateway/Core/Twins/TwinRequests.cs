using System.Globalization;
using System.Text;
using Gateway.Core.IotHub;
using Gateway.Core.Sessions;

namespace Gateway.Core.Twins;

/// <summary>Answers what a device asks about its own twin. There is always an answer, and one with a body where it is an error. Thread-safe.</summary>
/// <remarks>Source: reference/iot-hub-protocol.md sections 1.4 and 1.9 (trap 2).</remarks>
public sealed class TwinRequests(ITwinStore twins, TimeProvider clock)
{
    private const int CodesPerStatus = 1000;

    /// <summary>The whole twin: 200 and <c>{"desired":{…,"$version":n},"reported":{…,"$version":m}}</c>.</summary>
    public async Task<Answer> GetAsync(string deviceId, string requestId, CancellationToken cancellation)
    {
        var twin = await twins.GetAsync(deviceId, cancellation);
        var body = $$"""{"desired":{{Versioned(twin.Desired, twin.DesiredVersion)}},"reported":{{Versioned(twin.Reported, twin.ReportedVersion)}}}""";
        return new Answer(Topic(200, requestId), Encoding.UTF8.GetBytes(body));
    }

    /// <summary>A patch of the reported properties: 204 with the new version and no body, or an error.</summary>
    public async Task<Answer> PatchReportedAsync(
        string deviceId, string requestId, long? baseVersion, ReadOnlyMemory<byte> patch, CancellationToken cancellation)
    {
        var change = await twins.ChangeAsync(deviceId, twin => ReportedPatch.Apply(twin, baseVersion, patch.Span), cancellation);
        if (change.IsChanged)
            return new Answer(string.Create(CultureInfo.InvariantCulture, $"{Topic(204, requestId)}&$version={change.Twin.ReportedVersion}"), default);
        var body = HubError.Body(change.ErrorCode, requestId, change.Error!, clock.GetUtcNow());
        return new Answer(Topic(change.ErrorCode / CodesPerStatus, requestId), body);
    }

    private static string Topic(int status, string requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"{HubTopics.TwinResponse}{status}/?{HubTopics.RequestId}={requestId}");

    // {"a":1} becomes {"a":1,"$version":7}, and {} becomes {"$version":7}.
    private static string Versioned(string json, long version)
    {
        var comma = json.Length > "{}".Length ? "," : "";
        return string.Create(CultureInfo.InvariantCulture, $"{json[..^1]}{comma}\"{HubTopics.Version}\":{version}}}");
    }
}
