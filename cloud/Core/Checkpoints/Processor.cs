using Cloud.Core.Events;

namespace Cloud.Core.Checkpoints;

/// <summary>
/// The stream processor: events in, rows and alerts out. It reads no clock and keeps no file; the same events give the same output, at
/// once or after any restore. Memory grows with the number of devices. Not thread-safe: one caller at a time.
/// </summary>
/// <remarks>
/// The host commits each output in one transaction. If a commit fails it throws this processor away, restores another from what is
/// stored, and lets the batch come again.
/// </remarks>
public sealed class Processor
{
    private readonly Dictionary<string, DeviceProcessor> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private readonly ProcessorSettings _settings;
    private readonly int _fingerprint;

    /// <summary>Starts with nothing seen.</summary>
    /// <param name="settings">What to compute.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public Processor(ProcessorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        _settings = settings;
        _fingerprint = StateFormat.Fingerprint(settings);
    }

    /// <summary>Goes on where a stored run stopped.</summary>
    /// <param name="settings">The settings of that run; tolerances and limits may differ.</param>
    /// <param name="devices">The latest stored state of each device.</param>
    /// <param name="positions">The latest stored position of each partition.</param>
    /// <returns>A processor that puts out exactly what the stored one would have.</returns>
    /// <exception cref="FormatException">
    /// A state is damaged, or of another version or other settings; the message names the device.
    /// </exception>
    public static Processor Restore(ProcessorSettings settings, IEnumerable<DeviceState> devices, IEnumerable<InputPosition> positions)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(positions);
        var processor = new Processor(settings);
        foreach (var state in devices)
            processor._devices[state.DeviceId] = DeviceProcessor.Load(state, settings, processor._fingerprint);
        foreach (var position in positions) processor._positions[position.Partition] = position.SequenceNumber;
        return processor;
    }

    /// <summary>Processes a batch. Events at or below the partition's position are skipped.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="receivedAt">The arrival time of an event that carries none.</param>
    /// <returns>What to commit.</returns>
    public ProcessorOutput Process(HubEventBatch batch, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var output = new OutputBuilder(_fingerprint);
        var before = _positions.TryGetValue(batch.Partition, out var stored) ? stored : long.MinValue;
        var position = before;
        foreach (var hubEvent in batch.Events)
        {
            if (hubEvent.SequenceNumber is { } number)
            {
                if (number <= position)
                {
                    output.Replayed++;
                    continue;
                }

                position = number;
            }

            Process(hubEvent, batch.Partition, hubEvent.EnqueuedTime ?? receivedAt, output);
        }

        if (position != before) _positions[batch.Partition] = position;
        return output.Build(batch.Events.Count, position != before ? new InputPosition(batch.Partition, position) : null);
    }

    /// <summary>
    /// Moves time on for devices that sent nothing, so that their windows close: the late-arrival tolerance and the delivery grace after
    /// their end. Calling it more or less often changes when rows are put out, not which. The devices come in no particular order.
    /// </summary>
    /// <param name="now">The present, by the clock that stamps arrival times.</param>
    /// <returns>What to commit; often empty.</returns>
    public ProcessorOutput Advance(DateTimeOffset now)
    {
        var output = new OutputBuilder(_fingerprint);
        foreach (var device in _devices.Values) device.Advance(now.UtcTicks, output);
        return output.Build(0, null);
    }

    private void Process(HubEvent hubEvent, string partition, DateTimeOffset enqueuedTime, OutputBuilder output)
    {
        if (GapDecoder.TryDecode(hubEvent, out var gap))
        {
            Process(hubEvent.DeviceId!, gap, output);
        }
        else if (EdgeAlarmDecoder.TryDecode(hubEvent, out var alarm))
        {
            if (IsNew(hubEvent, alarm.Boot, alarm.Seq, output)) Device(hubEvent.DeviceId!).Process(alarm, output);
        }
        else if (ReadingDecoder.TryDecode(hubEvent, partition, enqueuedTime, out var readings, out var refusal))
        {
            if (IsNew(hubEvent, readings[0].Boot, readings[0].Seq, output)) Process(readings, output);
        }
        else if (hubEvent.DeviceId is null || IsNew(hubEvent, boot: null, seq: null, output))
        {
            output.Add(Refused(hubEvent, partition, enqueuedTime, refusal));
        }
    }

    private void Process(string deviceId, Gap gap, OutputBuilder output)
    {
        var device = Device(deviceId);
        if (!device.TryAdd(gap, out var missing))
        {
            output.Duplicates++;
            return;
        }

        output.MarkChanged(device);
        output.AddGap(missing);
    }

    private bool IsNew(HubEvent hubEvent, long? boot, long? seq, OutputBuilder output)
    {
        var device = Device(hubEvent.DeviceId!);
        if (!device.TryAdd(boot, seq, hubEvent.MessageId))
        {
            output.Duplicates++;
            return false;
        }

        output.MarkChanged(device);
        return true;
    }

    private void Process(IReadOnlyList<Reading> readings, OutputBuilder output)
    {
        output.Decoded++;
        foreach (var reading in readings) Device(reading.DeviceId).Process(reading, output);
    }

    private DeviceProcessor Device(string deviceId)
    {
        if (!_devices.TryGetValue(deviceId, out var device))
            _devices[deviceId] = device = new DeviceProcessor(deviceId, _settings);
        return device;
    }

    private static DeadLetter Refused(HubEvent hubEvent, string partition, DateTimeOffset enqueuedTime, Refusal refusal) => new(
        partition,
        hubEvent.SequenceNumber,
        hubEvent.DeviceId,
        hubEvent.MessageId,
        enqueuedTime,
        refusal.Reason,
        refusal.Detail,
        hubEvent.Body);
}
