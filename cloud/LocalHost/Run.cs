using Cloud.Functions;
using Firmware.VirtualDevice.Fleet;
using Gateway.Host;

namespace Cloud.LocalHost;

/// <summary>One run, from the devices' boot to the report.</summary>
/// <param name="startedAt">When it began, on the shared clock.</param>
public sealed class Run(DateTimeOffset startedAt)
{
    private readonly long _startTimestamp = TimeProvider.System.GetTimestamp();

    /// <summary>When it began, on the shared clock.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Counts what the run did; call it once everything is delivered.</summary>
    public RunReport Report(FunctionsHost functions, GatewayHost gateway, VirtualFleet fleet)
    {
        var store = functions.Report();
        return new RunReport
        {
            StartedAt = startedAt,
            SamplesMade = fleet.SamplesMade,
            MessagesSent = fleet.MessagesAcknowledged,
            MessagesStored = gateway.Counters.Stored,
            EventsProcessed = fleet.Devices.Sum(device => functions.CountReadings(device.Id, device.Boot)),
            Duplicates = gateway.Counters.Duplicates + store.Duplicates,
            Windows = store.Windows,
            Anomalies = store.Anomalies,
            Alerts = [.. store.Alerts.Select(alert => new AlertLine(alert.Device, alert.Rule, alert.OpenedAt, alert.ResolvedAt))],
            WallSeconds = Math.Round(TimeProvider.System.GetElapsedTime(_startTimestamp).TotalSeconds, 1),
        };
    }
}
