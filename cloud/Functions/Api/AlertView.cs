using Cloud.Core.Alerts;
using Cloud.Functions.Storage;

namespace Cloud.Functions.Api;

/// <summary>An alert as the API shows it. Immutable.</summary>
/// <param name="Id">The identity derived from rule, device and opening time.</param>
/// <param name="Device">The device's id.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Channel">What was measured.</param>
/// <param name="OpenedAt">Event time of the first reading that broke the rule.</param>
/// <param name="UpdatedAt">Event time of the last change.</param>
/// <param name="ResolvedAt">Event time of the resolution, or null while the alert is open.</param>
/// <param name="Value">The worst value so far, in the channel's unit.</param>
/// <param name="Message">One line for people.</param>
internal sealed record AlertView(
    string Id, string Device, string Rule, string Channel, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ResolvedAt,
    double Value, string Message)
{
    public static AlertView Of(Alert alert) => new(
        alert.Id, alert.DeviceId, alert.Rule, ChannelNames.Of(alert.Channel), alert.OpenedAt, alert.UpdatedAt, alert.ResolvedAt, alert.Value,
        alert.Message);
}
