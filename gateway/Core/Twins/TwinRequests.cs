using System.Globalization;
using System.Text;
using Gateway.Core.IotHub;
using Gateway.Core.Sessions;

namespace Gateway.Core.Twins;

/// <summary>
/// Answers what a device asks about its own twin. There is always an answer, and one with a body where it is an error. Thread-safe.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", on twins. Observed with azure-iot-device 1.18.4: it ignores
/// the status in the topic and takes an error only from a body with errorCode, and without an answer it waits for ever.
/// </remarks>
public sealed class TwinRequests(ITwinStore twins, TimeProvider clock)
{
    /// <summary>The whole twin: 200 and <c>{"desired":{…,"$version":n},"reported":{…,"$version":m}}</c>.</summary>
    public async Task<Answer> GetAsync(string deviceId, string requestId, CancellationToken cancellation)
    {
        var twin = await twins.GetAsync(deviceId, cancellation);
        var desired = HubTwinJson.Versioned(twin.Desired, twin.DesiredVersion);
        var reported = HubTwinJson.Versioned(twin.Reported, twin.ReportedVersion);
        var body = $$"""{"desired":{{desired}},"reported":{{reported}}}""";
        return new Answer(Topic(200, requestId), Encoding.UTF8.GetBytes(body));
    }

    /// <summary>A patch of the reported properties: 204 with the new version and no body, or an error.</summary>
    public async Task<Answer> PatchReportedAsync(
        string deviceId, string requestId, long? baseVersion, ReadOnlyMemory<byte> patch, CancellationToken cancellation)
    {
        if (ReportedPatch.Parse(patch.Span, out var fault) is not { } parsed) return Error(HubError.ArgumentInvalid, requestId, fault!);
        var change = await twins.ChangeAsync(deviceId, twin => parsed.ApplyTo(twin, baseVersion), cancellation);
        if (!change.IsChanged) return Error(change.ErrorCode, requestId, change.Error!);
        return new Answer(
            string.Create(CultureInfo.InvariantCulture, $"{Topic(204, requestId)}&$version={change.Twin.ReportedVersion}"), default);
    }

    private Answer Error(int errorCode, string requestId, string message) =>
        new(Topic(errorCode / HubError.CodesPerStatus, requestId), HubError.Body(errorCode, requestId, message, clock.GetUtcNow()));

    private static string Topic(int status, string requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"{HubTopics.TwinResponse}{status}/?{HubTopics.RequestId}={requestId}");
}
