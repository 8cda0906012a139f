using Cloud.Core.Anomalies;
using Cloud.Functions.Storage;

namespace Cloud.Functions.Api;

/// <summary>An anomalous value as the API shows it. Immutable.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Time">The end of the window whose average it is.</param>
/// <param name="Detector"><c>SpikeAndDip</c> or <c>ChangePoint</c>.</param>
/// <param name="Channel">What was measured.</param>
/// <param name="Value">The value, in the channel's unit.</param>
/// <param name="Score">The detector's score.</param>
internal sealed record AnomalyView(string Device, DateTimeOffset Time, string Detector, string Channel, double Value, double Score)
{
    public static AnomalyView Of(AnomalyRow row) =>
        new(row.DeviceId, row.Time, row.Detector, ChannelNames.Of(row.Channel), row.Value, row.Score);
}
