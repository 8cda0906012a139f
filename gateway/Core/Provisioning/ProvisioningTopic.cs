using System.Globalization;
using Gateway.Core.IotHub;

namespace Gateway.Core.Provisioning;

/// <summary>A topic of DPS, parsed into a value. Immutable, so safe for use by several threads.</summary>
/// <remarks>Source: Microsoft, "Communicate with DPS using the MQTT protocol".</remarks>
public abstract record ProvisioningTopic
{
    /// <summary>The one filter to subscribe to on a provisioning connection.</summary>
    public const string ResponseFilter = "$dps/registrations/res/#";

    private const string RegisterPrefix = "$dps/registrations/PUT/iotdps-register/?";
    private const string StatusPrefix = "$dps/registrations/GET/iotdps-get-operationstatus/?";

    /// <summary>Register: <c>$dps/registrations/PUT/iotdps-register/?$rid={rid}</c>.</summary>
    /// <param name="RequestId">The request id, as received.</param>
    public sealed record Register(string RequestId) : ProvisioningTopic;

    /// <summary>Ask how it went: <c>$dps/registrations/GET/iotdps-get-operationstatus/?$rid={rid}&amp;operationId={op}</c>.</summary>
    /// <param name="RequestId">The request id, as received.</param>
    /// <param name="OperationId">What the answer to Register named.</param>
    public sealed record OperationStatus(string RequestId, string OperationId) : ProvisioningTopic;

    /// <summary>Parses the topic of a PUBLISH.</summary>
    /// <returns>The topic, or null for one that DPS does not document.</returns>
    public static ProvisioningTopic? Parse(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (topic.StartsWith(RegisterPrefix, StringComparison.Ordinal))
            return RequestQuery.RequestId(topic[RegisterPrefix.Length..]) is { } rid ? new Register(rid) : null;
        return topic.StartsWith(StatusPrefix, StringComparison.Ordinal) ? ParseStatus(topic[StatusPrefix.Length..]) : null;
    }

    /// <summary>The topic of an answer: <c>$dps/registrations/res/{status}/?$rid={rid}[&amp;retry-after={s}]</c>.</summary>
    public static string Response(int status, string requestId, int? retryAfterSeconds)
    {
        var topic = string.Create(CultureInfo.InvariantCulture, $"$dps/registrations/res/{status}/?$rid={requestId}");
        return retryAfterSeconds is { } seconds ? topic + "&retry-after=" + seconds.ToString(CultureInfo.InvariantCulture) : topic;
    }

    private static OperationStatus? ParseStatus(string query) =>
        RequestQuery.RequestId(query) is { } rid && RequestQuery.Find(query, "operationId") is { Length: > 0 } operation
            ? new OperationStatus(rid, operation)
            : null;
}
