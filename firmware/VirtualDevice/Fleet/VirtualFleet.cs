namespace Firmware.VirtualDevice.Fleet;

/// <summary>N devices in one process, each running the firmware against a hub. Thread-safe.</summary>
public sealed class VirtualFleet : IAsyncDisposable
{
    private readonly CancellationTokenSource _samplingStop = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sampling;
    private readonly Task _uplinks;
    private int _disposals;

    private VirtualFleet(VirtualFleetOptions options)
    {
        var assembly = new FleetAssembly(options, _stop.Token);
        Devices = [.. options.Devices.Select(assembly.Boot)];
        Task[] sampling = [.. Devices.Select(device => Task.Run(() => device.SampleAsync(_samplingStop.Token)))];
        Task[] uplinks = [.. Devices.Select(device => device.UplinkAsync(_stop.Token))];
        (_sampling, _uplinks) = (Task.WhenAll(sampling), Task.WhenAll(uplinks));
        Completion = AllOrFirstFailureAsync([.. sampling, .. uplinks]);
    }

    /// <summary>The devices, in the order of the options.</summary>
    public IReadOnlyList<FleetDevice> Devices { get; }

    /// <summary>Completes after <see cref="DisposeAsync"/>; fails when a device's loop threw, which is a defect of the firmware.</summary>
    public Task Completion { get; }

    /// <summary>Samples that became messages.</summary>
    public long SamplesMade => Devices.Sum(device => device.Totals.SamplesTaken);

    /// <summary>Messages that the hub acknowledged.</summary>
    public long MessagesAcknowledged => Devices.Sum(device => device.Totals.MessagesAcknowledged);

    /// <summary>Messages that were lost on the devices because an outbox was full.</summary>
    public long MessagesDropped => Devices.Sum(device => device.Totals.MessagesDropped);

    /// <summary>Messages that wait on the devices.</summary>
    public long MessagesWaiting => Devices.Sum(device => (long)device.OutboxCount);

    /// <summary>Boots the devices and returns at once; they look for their hub by themselves, for as long as it takes.</summary>
    /// <param name="options">What the fleet is made of.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message says which, in one line.</exception>
    /// <exception cref="IOException">The state directory cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The state directory may not be used.</exception>
    public static VirtualFleet Start(VirtualFleetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new VirtualFleet(options);
    }

    /// <summary>
    /// Stops sampling and waits for the steps that had begun: <see cref="SamplesMade"/> grows no more. What has been sampled
    /// goes on to the hub, also from messages that were not complete yet.
    /// </summary>
    /// <exception cref="AggregateException">A sampling loop had thrown, which is a defect of the firmware.</exception>
    public void StopSampling()
    {
        _samplingStop.Cancel();
        _sampling.Wait();
    }

    /// <summary>Waits until every outbox is empty; for that to last, call <see cref="StopSampling"/> first.</summary>
    /// <param name="timeout">How long to wait, in real time.</param>
    /// <returns>True when all were empty; false when the time ran out first.</returns>
    /// <remarks>One call at a time.</remarks>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        var drained = Task.WhenAll(Devices.Select(device => device.DrainAsync()));
        await Task.WhenAny(drained, Task.Delay(timeout, CancellationToken.None));
        return drained.IsCompleted;
    }

    /// <summary>
    /// Stops the devices and closes their connections, without waiting for the outboxes. Waits for what runs; a failure of a
    /// device is told by <see cref="Completion"/> and not thrown here again. May be called more than once.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1) return;
        await _samplingStop.CancelAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_sampling, _uplinks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _samplingStop.Dispose();
        _stop.Dispose();
    }

    // WhenAll would hide a device that died behind all the others that live.
    private static async Task AllOrFirstFailureAsync(IEnumerable<Task> loops)
    {
        await foreach (var ended in Task.WhenEach(loops)) await ended;
    }
}
