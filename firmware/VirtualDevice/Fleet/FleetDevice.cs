using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Sensor;

namespace Firmware.VirtualDevice.Fleet;

/// <summary>
/// One device of a running fleet: the firmware's two loops, the sampling loop on the thread pool because a virtual bus never
/// blocks, the uplink loop on a thread of its own because its ports do. Public members are thread-safe.
/// </summary>
public sealed class FleetDevice
{
    private const int UplinkStackBytes = 256 * 1024;

    private readonly SensorNode _node;
    private readonly IClock _uptime;
    private readonly IHubClient _hub;
    private readonly TimeProvider _clock;
    private TaskCompletionSource? _drained;

    internal FleetDevice(string id, SensorNode node, IClock uptime, IHubClient hub, SensorFaults faults, TimeProvider clock) =>
        (Id, _node, _uptime, _hub, Faults, _clock) = (id, node, uptime, hub, faults, clock);

    /// <summary>The registration id.</summary>
    public string Id { get; }

    /// <summary>The number of this boot, from 1.</summary>
    public int Boot => _node.Boot;

    /// <summary>What the device has done since boot.</summary>
    public DeviceCounters Counters => _node.Counters;

    /// <summary>Messages that wait to be acknowledged.</summary>
    public int OutboxCount => _node.Outbox.Count;

    /// <summary>Messages that were lost because the outbox was full.</summary>
    public int OutboxDropped => _node.Outbox.Dropped;

    /// <summary>What goes wrong with its sensor.</summary>
    public SensorFaults Faults { get; }

    /// <summary>Samples until told to stop; a step that has begun is ended, and a message that has begun is closed.</summary>
    internal async Task SampleAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = TimeSpan.FromMilliseconds(_node.StepSampling(_uptime.UptimeMs));
            // Whether the wait ended by time or by the token, the loop's condition decides.
            await Task.Delay(wait, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _node.Flush();
    }

    /// <summary>Uplinks until told to stop, on a thread of its own; what still waits then goes to flash.</summary>
    /// <returns>Completes when the connection is closed; fails with what a step threw, which is a defect of the firmware.</returns>
    internal Task UplinkAsync(CancellationToken stop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Uplink(ended, stop), UplinkStackBytes) { Name = $"uplink {Id}", IsBackground = true }.Start();
        return ended.Task;
    }

    /// <summary>Completes when the outbox is empty.</summary>
    internal Task DrainAsync()
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _drained, drained);
        NoteIfDrained();
        return drained.Task;
    }

    private void Uplink(TaskCompletionSource ended, CancellationToken stop)
    {
        try
        {
            using var pause = new ClockWait(_clock);
            do NoteIfDrained();
            while (pause.Wait(TimeSpan.FromMilliseconds(_node.StepUplink(_uptime.UptimeMs)), stop));
            _hub.Disconnect();
            _node.Outbox.Save(_uptime);
            ended.SetResult();
        }
        catch (Exception e)
        {
            // Not swallowed: the fleet's completion fails with it.
            ended.SetException(e);
        }
    }

    private void NoteIfDrained()
    {
        if (OutboxCount == 0) Volatile.Read(ref _drained)?.TrySetResult();
    }
}
