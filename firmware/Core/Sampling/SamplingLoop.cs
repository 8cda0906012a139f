using Firmware.Core.Derived;
using Firmware.Core.Diagnostics;
using Firmware.Core.Methods;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Firmware.Core.Sleep;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Firmware.Core.Uplink;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// Samples at a fixed cadence: instants lie at whole intervals after the first, however long a step takes. A lost sensor is
    /// logged, again when the reason changes, tried again with growing waits, and taken back without a reboot. Never waits for the network. Used by one thread.
    /// </summary>
    public sealed class SamplingLoop
    {
        /// <summary>The first wait after the sensor failed, in ms: a single disturbed transfer costs no sample.</summary>
        public const int BackoffFirstMs = 100;

        /// <summary>The longest wait for a sensor that is away, in ms.</summary>
        public const int BackoffMaxMs = 30_000;

        private const int BusyPollsMax = 20;
        private const int BusyPollMs = 1;
        private const string Area = "sensor";

        private readonly AttachedSensor _sensor;
        private readonly SensorState _sensorState;
        private readonly IClock _clock;
        private readonly ILog _log;
        private readonly TelemetryEncoder _telemetry;
        private readonly DeviceCounters _counters;
        private readonly SamplingChain _chain;
        private readonly EdgeAlarms _alarms;
        private readonly DerivedQuantities _derived;
        private readonly Outbox _outbox;
        private readonly LoopRequests _requests;
        private readonly NewestSample _newest;
        private readonly Backoff _backoff;
        private readonly int _intervalMs;
        private readonly bool _isSleeping; // a device that sleeps is asked while it sends, just after a sample: that one is the answer
        private readonly Sample _sample = new Sample();

        private SamplingState _state = SamplingState.Absent;
        private SensorStatus _loss = SensorStatus.Ready; // why the sensor is lost, as it was logged; Ready: it is not
        private bool _isAway; // whether an instant was missed since the last sample
        private bool _isScheduled;
        private long _dueMs;
        private long _wakeMs;
        private int _busyPolls;
        private bool _isAsked; // whether the reading that runs was asked for, between two instants
        private long _begunMs;
        private StampKind _stampKind;
        private long _stampMs;

        internal SamplingLoop(
            DevicePorts ports,
            DeviceSettings settings,
            Outbox outbox,
            SleepJournal? journal,
            DeviceCounters counters,
            SensorState sensorState,
            LoopRequests requests,
            NewestSample newest,
            int seed)
        {
            _sensor = new AttachedSensor(ports.Bus, ports.Siblings, SensorSettings.Of(settings));
            _sensorState = sensorState;
            _clock = ports.Clock;
            _log = ports.Log;
            _telemetry = journal == null ? TelemetryEncoder.Of(settings, outbox) : new JournalEncoder(journal);
            _counters = counters;
            _chain = new SamplingChain(settings, counters);
            _alarms = new EdgeAlarms(settings, outbox, journal, counters, ports.Clock, ports.Log);
            _derived = new DerivedQuantities(settings.Derived);
            _outbox = outbox;
            _requests = requests;
            _newest = newest;
            _backoff = new Backoff(BackoffFirstMs, BackoffMaxMs, seed);
            _intervalMs = settings.IntervalMs;
            _isSleeping = journal != null;
        }

        /// <summary>The sample as the chain left it.</summary>
        internal Sample Latest => _sample;

        /// <summary>Does what is due.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        /// <returns>How long to wait before the next call, in ms, at least 0.</returns>
        public int Step(long nowMs)
        {
            if (!_isScheduled) Schedule(nowMs);
            if (nowMs < _wakeMs && !IsAskedNow(nowMs)) return (int)(_wakeMs - nowMs);
            var waitMs = Act(nowMs);
            _wakeMs = nowMs + waitMs;
            return waitMs;
        }

        /// <summary>Puts samples that wait for their message to become complete into the outbox.</summary>
        internal void Flush() => _telemetry.Flush();

        /// <summary>The next sampling instant, in ms of uptime; one that is over has not been sampled yet.</summary>
        internal long DueMs => _dueMs;

        /// <summary>Sampling instants that were sampled or given up.</summary>
        internal int InstantsDone { get; private set; }

        /// <summary>Whether a sample is on its way.</summary>
        internal bool IsConverting => _state == SamplingState.Converting;

        /// <summary>Starts with a given sampling instant.</summary>
        internal void Resume(long dueMs)
        {
            _isScheduled = true;
            _dueMs = dueMs;
            _wakeMs = 0;
        }

        /// <summary>Moves the next sampling instant.</summary>
        internal void Postpone(long dueMs) => _dueMs = dueMs;

        /// <summary>Gives the next sampling instant up.</summary>
        internal void Skip()
        {
            _counters.CountSampleMissed();
            EndInstant();
        }

        /// <summary>Takes the memory of chain and alarms across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            _chain.Carry(state);
            _alarms.Carry(state);
        }

        /// <summary>
        /// Goes on where a loop with other settings was: with its alarms, and with rejections that no message has told yet.
        /// </summary>
        /// <param name="before">The loop, which is used no more.</param>
        internal void Continue(SamplingLoop before)
        {
            _telemetry.RejectedBefore = before._telemetry.RejectedBefore;
            _alarms.Continue(before._alarms, _clock.UptimeMs);
        }

        /// <summary>What the next boot must know of the alarms that are open, or null if there is nothing.</summary>
        internal byte[]? SaveOpenAlarms() => _alarms.SaveOpen();

        /// <summary>Goes on where the alarms of the boot before were.</summary>
        internal void ReopenAlarms(byte[] saved) => _alarms.Reopen(saved);

        private void EndInstant()
        {
            _dueMs += _intervalMs;
            InstantsDone++;
        }

        private void Schedule(long nowMs)
        {
            _isScheduled = true;
            _dueMs = nowMs;
            _wakeMs = nowMs;
        }

        private int Act(long nowMs)
        {
            switch (_state)
            {
                case SamplingState.Absent: return Reset(nowMs);
                case SamplingState.Starting: return Configure(nowMs);
                case SamplingState.Waiting: return Begin(nowMs);
                default: return Read(nowMs);
            }
        }

        private int Reset(long nowMs)
        {
            if (!_sensor.TryReset()) return Fail(nowMs, SensorStatus.BusError);
            return Enter(SamplingState.Starting, Bme280Timing.StartUpMs);
        }

        private int Configure(long nowMs)
        {
            var status = _sensor.Configure();
            if (status != SensorStatus.Ready) return NotReady(nowMs, status);
            if (_isAway) _chain.Reset(); // a moment of noise does not blind the filters to the spikes that come with it
            return Enter(SamplingState.Waiting, 0);
        }

        private int Begin(long nowMs)
        {
            SkipMissed(nowMs);
            _isAsked = nowMs < _dueMs && !_isSleeping && _requests.IsReadingDue(nowMs);
            if (nowMs < _dueMs && !_isAsked) return (int)(_dueMs - nowMs);
            if (_isAsked) _requests.TakeReading(nowMs);
            var status = _sensor.Driver!.Begin();
            if (status != SensorStatus.Ready) return NotReady(nowMs, status);
            _begunMs = nowMs;
            _stampKind = _clock.IsUtcKnown ? StampKind.Utc : StampKind.Uptime;
            _stampMs = _stampKind == StampKind.Utc ? _clock.UtcMs : nowMs;
            return Enter(SamplingState.Converting, _sensor.Driver!.MeasurementMs);
        }

        private int Read(long nowMs)
        {
            var status = _sensor.Driver!.Read(_sample, out var skipped);
            if (status != SensorStatus.Ready) return NotReady(nowMs, status);
            Recover();
            Record(nowMs, skipped);
            if (!_isAsked) EndInstant();
            _isAsked = false;
            return Enter(SamplingState.Waiting, _dueMs > nowMs ? (int)(_dueMs - nowMs) : 0);
        }

        private void Record(long nowMs, int skipped)
        {
            _isAway = false;
            for (var i = 0; i < skipped; i++) _counters.CountReadingSkipped();
            var isRejected = skipped + _chain.Apply(_sample) > 0;
            if (isRejected) _counters.CountSampleRejected();
            if (!_sample.IsEmpty) Accept();
            _alarms.Watch(_sample, _begunMs, _stampKind, _stampMs);
            _derived.Apply(_sample);
            if (_isAsked) SendAtOnce();
            else _telemetry.Add(nowMs, _stampKind, _stampMs, _sample, isRejected);
        }

        private void Accept()
        {
            _counters.CountSampleTaken(); // first, so that nobody sees a message that was never counted
            _newest.Put(_sample, _begunMs);
        }

        // A reading that was asked for lies beside the cadence, so no curve can hold it.
        private void SendAtOnce()
        {
            if (_sample.IsEmpty) return;
            var payload = new byte[SamplePayload.MaxBytes];
            _outbox.Append(_stampKind, _stampMs, payload, SamplePayload.Write(_sample, payload));
        }

        private bool IsAskedNow(long nowMs) => _state == SamplingState.Waiting && !_isSleeping && _requests.IsReadingDue(nowMs);

        // A sample may come late within its interval; an instant that lies a whole interval back is gone.
        private void SkipMissed(long nowMs)
        {
            while (nowMs - _dueMs >= _intervalMs)
            {
                _dueMs += _intervalMs;
                _counters.CountSampleMissed();
                _isAway = true;
            }
        }

        private int NotReady(long nowMs, SensorStatus status)
        {
            if (status != SensorStatus.Busy || _busyPolls >= BusyPollsMax) return Fail(nowMs, status);
            _busyPolls++;
            return BusyPollMs;
        }

        private int Fail(long nowMs, SensorStatus status)
        {
            _counters.CountBusError();
            _sensorState.Note(SensorState.None, _sensor.ChipId, status);
            SkipMissed(nowMs);
            _telemetry.FlushIfDue(nowMs);
            if (_loss != status) _log.Write(LogLevel.Warning, Area, Explain(status).Text);
            _loss = status;
            _isAsked = false;
            return Enter(SamplingState.Absent, _backoff.NextMs());
        }

        private void Recover()
        {
            _backoff.Reset();
            _sensorState.Note(_sensor.Driver!.Name, _sensor.ChipId, SensorStatus.Ready);
            if (_loss != SensorStatus.Ready) _log.Write(LogLevel.Information, Area, "recovered");
            _loss = SensorStatus.Ready;
        }

        private int Enter(SamplingState state, int waitMs)
        {
            _state = state;
            _busyPolls = 0;
            return waitMs;
        }

        private LogText Explain(SensorStatus status)
        {
            var lost = new LogText("lost").With("reason", SensorWords.Of(status));
            if (status != SensorStatus.UnsupportedChip) return lost;
            return lost.With("chipId", _sensor.ChipId).With("supported", _sensor.SupportedNames);
        }
    }
}
