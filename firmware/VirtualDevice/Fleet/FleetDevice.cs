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

    private readonly Lock _boots = new();
    private readonly Func<bool, DeskBoot> _bootOnce;
    private readonly IHubClient _hub;
    private readonly TimeProvider _clock;
    private DeskBoot _running;
    private FleetTotals _ended; // what the boots before this one did
    private TaskCompletionSource? _drained;

    internal FleetDevice(string id, Func<bool, DeskBoot> bootOnce, IHubClient hub, SensorFaults faults, TimeProvider clock)
    {
        (Id, _bootOnce, _hub, Faults, _clock) = (id, bootOnce, hub, faults, clock);
        _running = bootOnce(false);
    }

    /// <summary>The registration id.</summary>
    public string Id { get; }

    /// <summary>The number of this boot, from 1.</summary>
    public int Boot => Running.Node.Boot;

    /// <summary>What the device has done since boot.</summary>
    public DeviceCounters Counters => Running.Node.Counters;

    /// <summary>What the device has done since the fleet started, reboots included.</summary>
    public FleetTotals Totals
    {
        get
        {
            lock (_boots) return _ended.Plus(_running.Node);
        }
    }

    /// <summary>Messages that wait to be acknowledged.</summary>
    public int OutboxCount => Running.Node.Outbox.Count;

    /// <summary>What goes wrong with its sensor.</summary>
    public SensorFaults Faults { get; }

    private DeskBoot Running
    {
        get
        {
            lock (_boots) return _running;
        }
    }

    /// <summary>Samples until told to stop; a step that has begun is ended, and a message that has begun is closed.</summary>
    internal async Task SampleAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var boot = Running;
            var wait = TimeSpan.FromMilliseconds(boot.Node.StepSampling(boot.Uptime.UptimeMs));
            // Whether the wait ended by time or by the token, the loop's condition decides.
            await Task.Delay(wait, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Running.Node.Flush();
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
            while (pause.Wait(StepUplink(), stop));
            _hub.Disconnect();
            Running.Node.Outbox.Save(Running.Uptime);
            ended.SetResult();
        }
        catch (Exception e)
        {
            // Not swallowed: the fleet's completion fails with it.
            ended.SetException(e);
        }
    }

    private TimeSpan StepUplink()
    {
        var boot = Running;
        var waitMs = boot.Node.StepUplink(boot.Uptime.UptimeMs);
        if (!boot.Power.IsRebootAsked) return TimeSpan.FromMilliseconds(waitMs);
        lock (_boots)
        {
            _ended = _ended.Plus(boot.Node);
            _running = _bootOnce(boot.Power.IsAsleep);
        }

        return TimeSpan.Zero;
    }

    private void NoteIfDrained()
    {
        if (OutboxCount == 0) Volatile.Read(ref _drained)?.TrySetResult();
    }
}
