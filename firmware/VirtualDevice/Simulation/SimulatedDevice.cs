using System.Globalization;
using Firmware.Core;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Sensor;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// One device in virtual time: the firmware, its sensor and its hub, stepped from one wake time to the next on the thread that
/// calls. Used once.
/// </summary>
internal sealed class SimulatedDevice : IDisposable
{
    /// <summary>How long the outbox may take to empty at the end, in virtual ms; nothing goes wrong meanwhile.</summary>
    public const long DrainMs = 86_400_000;

    private const long Never = long.MaxValue;
    private const int StepsAtOneInstantMax = 100_000;

    private readonly SimulationOptions _options;
    private readonly VirtualTime _time;
    private readonly AcceptedSamples _accepted;
    private readonly HubLedger _ledger;
    private readonly SimulatedHub _hub;
    private readonly Bme280Emulator _sensor;
    private readonly MemoryFlashSlots _flash = new();
    private readonly Fault[] _faults;
    private readonly int _seed;
    private readonly string _id;
    private readonly bool _isSleeping;
    private DeviceTotals _ended; // what the boots before this one did
    private BoardClock _clock = null!;
    private SensorNode? _node;
    private int _nextFault;
    private long _powerOnMs;
    private long _samplingMs;
    private long _uplinkMs;
    private int _stepsAtThisInstant;
    private SimulatedPower? _power;
    private bool _isWake;
    private int _messagesBefore;
    private SleepTotals _sleep;

    /// <summary>Makes a device that is still without power.</summary>
    /// <param name="options">What is simulated.</param>
    /// <param name="number">The device's number in the fleet, from 1.</param>
    public SimulatedDevice(SimulationOptions options, int number)
    {
        _options = options;
        _id = string.Create(CultureInfo.InvariantCulture, $"device-{number}");
        var chance = SplitMix64.Bits((ulong)options.Seed, (ulong)number);
        _seed = (int)(chance & int.MaxValue);
        _time = new VirtualTime(options.Start);
        _isSleeping = options.Settings.Power.Mode == PowerMode.DeepSleep;
        _accepted = new AcceptedSamples(ChannelValues.BoundOf(options.Settings), _isSleeping);
        _ledger = new HubLedger(_id, _accepted);
        _hub = new SimulatedHub(_id, _time, _ledger);
        _sensor = new Bme280Emulator(options.Climate?.Invoke(number) ?? MadeUp(options.Start, _seed), _time, options.Sensor);
        _faults = FaultPlan.Draw(options.Faults, (long)options.Duration.TotalMilliseconds, chance);
    }

    /// <summary>Runs the device for the whole duration, and then its uplink until the outbox is empty.</summary>
    /// <param name="cancellation">Asked now and then.</param>
    /// <exception cref="InvalidOperationException">The firmware stands still, or breaks the sensor's rules: a defect of it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public DeviceResult Run(CancellationToken cancellation)
    {
        RunUntil((long)_options.Duration.TotalMilliseconds, cancellation);
        Drain();
        EndBoot();
        if (_sensor.Violations.Count > 0) throw new InvalidOperationException($"{_id}: {_sensor.Violations[0]}");
        var sleep = _isSleeping ? _sleep with { FlashWrites = _flash.Writes } : default;
        return new DeviceResult(_ledger.Hash(), _ended, DeliveryTotals.Of(_ledger), sleep);
    }

    /// <inheritdoc/>
    public void Dispose() => _ledger.Dispose();

    private static MountedClimate MadeUp(DateTimeOffset start, int seed) =>
        new(new LivedInClimate(new SyntheticClimate(seed), seed), start, seed);

    private void RunUntil(long endMs, CancellationToken cancellation)
    {
        for (var wakeMs = NextWakeMs(); wakeMs < endMs; wakeMs = NextWakeMs())
        {
            MoveTo(wakeMs);
            if (_nextFault < _faults.Length && _faults[_nextFault].AtMs <= wakeMs) Suffer(_faults[_nextFault++]);
            if (_node is null && _powerOnMs <= wakeMs) Boot();
            if (_node is null) continue;
            if (_samplingMs <= wakeMs) Sample(_node);
            if (_uplinkMs <= wakeMs) _uplinkMs = wakeMs + _node.StepUplink(_clock.UptimeMs);
            if (_power is { SleepMs: > 0 }) Sleep(_power.SleepMs);
            if (_node is null) continue;
            if (_node.Counters.SamplesTaken % 256 == 0) cancellation.ThrowIfCancellationRequested();
        }

        MoveTo(endMs);
    }

    private long NextWakeMs()
    {
        var next = _node is null ? _powerOnMs : Math.Min(_samplingMs, _uplinkMs);
        return _nextFault < _faults.Length ? Math.Min(next, _faults[_nextFault].AtMs) : next;
    }

    // A fault may lie in the past by the order in which things are looked at; time never goes back.
    private void MoveTo(long atMs)
    {
        if (atMs > _time.ElapsedMs) _stepsAtThisInstant = 0;
        else if (++_stepsAtThisInstant > StepsAtOneInstantMax)
            throw new InvalidOperationException($"{_id}: the firmware makes no progress at {_time.ElapsedMs} ms (seed {_options.Seed})");
        _time.MoveTo(Math.Max(atMs, _time.ElapsedMs));
    }

    private void Sample(SensorNode node)
    {
        var before = node.Counters.SamplesTaken;
        _samplingMs = _time.ElapsedMs + node.StepSampling(_clock.UptimeMs);
        Note(node, node.Counters.SamplesTaken != before ? node.LatestSample : null);
    }

    private void Note(SensorNode node, Sample? sample) => _accepted.Note(
        node.Boot, sample, node.Outbox.LastSequence, node.Counters.AlarmsOpened + node.Counters.AlarmsResolved);

    private void Boot()
    {
        _clock = _isWake ? new BoardClock(_time, _clock) : new BoardClock(_time);
        (_hub.Clock, _hub.IsAsked) = (_clock, false);
        _power = _isSleeping ? new SimulatedPower(_isWake) : null;
        var ports = new DevicePorts(_sensor, _clock, _hub, _hub, _hub, _flash, new SilentLog()) { Power = _power, Siblings = new DeskSensors(_sensor) };
        _node = new SensorNode(ports, _options.Settings, _seed ^ (int)_time.ElapsedMs);
        _samplingMs = _time.ElapsedMs;
        _uplinkMs = _time.ElapsedMs;
        _powerOnMs = Never;
        _messagesBefore = _isWake ? _node.Outbox.LastSequence : 0;
    }

    private void Sleep(long sleepMs)
    {
        EndBoot();
        _isWake = true;
        _powerOnMs = _time.ElapsedMs + sleepMs + SimulatedPower.StartMs;
    }

    private void Suffer(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.BusNak: _sensor.Faults.Nak(fault.Size); break;
            case FaultKind.BrownOut: _sensor.Faults.BrownOut(); break;
            case FaultKind.Spike: _sensor.Faults.Spike(new Conditions(fault.Size / 100.0, 0, 0)); break;
            case FaultKind.WifiOutage: _hub.GoOffline(fault.DurationMs); break;
            case FaultKind.LostAcknowledgement: _hub.LoseAcknowledgement(); break;
            case FaultKind.ClockStep: _clock.Step(fault.Size, fault.DurationMs); break;
            case FaultKind.PowerCut: CutPower(fault.DurationMs); break;
            default: throw new InvalidOperationException($"no fault {fault.Kind}");
        }
    }

    private void CutPower(long durationMs)
    {
        EndBoot();
        _hub.Disconnect();
        _sensor.Faults.BrownOut();
        _isWake = false;
        _powerOnMs = _time.ElapsedMs + durationMs;
    }

    private void EndBoot()
    {
        if (_node is null) return;
        _ended = _ended.Plus(DeviceTotals.Of(_node, _isWake, _messagesBefore));
        _sleep = _sleep.Plus(new SleepTotals(1, _hub.IsAsked ? 1 : 0, 0));
        _node = null;
    }

    private void Drain()
    {
        if (_node is null)
        {
            MoveTo(_powerOnMs);
            Boot();
        }

        _hub.GoOnline();
        _node!.Flush();
        Note(_node, null);
        for (var endMs = _time.ElapsedMs + DrainMs; _node.Outbox.Count > 0 && _time.ElapsedMs < endMs;)
        {
            var waitMs = _node.StepUplink(_clock.UptimeMs);
            MoveTo(_time.ElapsedMs + waitMs);
        }
    }
}
