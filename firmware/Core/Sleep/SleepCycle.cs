using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using Firmware.Core.Sampling;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Uplink;

namespace Firmware.Core.Sleep
{
    /// <summary>
    /// One wake of a device that sleeps: wait for the instant, sample, send if it is time, sleep. The sampling thread decides and
    /// uses flash while the uplink rests; in between the uplink thread has its turn, and if it hangs the device sleeps without it.
    /// </summary>
    internal sealed class SleepCycle
    {
        /// <summary>How long a sensor that does not answer is waited for, in ms; the instant is then missed.</summary>
        public const int SensorMaxMs = 2_000;

        /// <summary>How long a device may stay connected, or try to, in ms.</summary>
        public const int SendMaxMs = 120_000;

        /// <summary>How long after that a call that blocks is waited for, in ms.</summary>
        public const int HangMaxMs = 30_000;

        /// <summary>How long a device listens for changes, methods and messages once everything is sent, in ms.</summary>
        public const int ListenMs = 1_000;

        /// <summary>Failures of network, hub or message in one wake after which the device gives up until later.</summary>
        public const int FailuresMax = 2;

        /// <summary>Failures in a row from which on a device that was restarted does not try to send at once.</summary>
        public const int FailuresBeforeRestartMax = 3;

        /// <summary>How often a desk may look whether the device has woken, in ms.</summary>
        public const int AsleepPollMs = 1_000;

        private const int PollMs = 50;
        private const string Area = "sleep";

        private enum Phase
        {
            Sampling = 0,
            Sending = 1,
            Sent = 2,
            Asleep = 3,
        }

        private readonly object _gate = new object();
        private readonly DevicePorts _ports;
        private readonly Outbox _outbox;
        private readonly SleepNote _note;
        private readonly int _seed;
        private DeviceSettings _settings;
        private Phase _phase;
        private SamplingLoop _sampling;
        private int _instantsSeen;
        private long _awaitedMs;
        private bool _isFirst;
        private bool _hasSent;
        private long _sendEndMs;

        private bool _isUplinkBegun;
        private int _failuresBefore;
        private int _acknowledgedBefore;
        private long _settledMs;
        private bool _isReached;
        private bool _isSafe;

        public SleepCycle(DevicePorts ports, SleepStart start, Outbox outbox, DeviceSettings settings, SamplingLoop sampling, int seed)
        {
            _ports = ports;
            _outbox = outbox;
            _note = start.Note;
            Journal = start.Journal;
            _isFirst = !start.IsWake;
            _seed = seed;
            _settings = settings;
            _sampling = sampling;
            if (start.IsWake) Resume();
            else Restart();
        }

        /// <summary>What waits to become messages.</summary>
        public SleepJournal Journal { get; }

        /// <summary>Whether the sampling thread may change things: the uplink rests.</summary>
        public bool IsUplinkAtRest
        {
            get
            {
                lock (_gate) return _phase != Phase.Sending;
            }
        }

        /// <summary>Whether the device is off, which only a desk lets anybody see.</summary>
        public bool IsAsleep
        {
            get
            {
                lock (_gate) return _phase == Phase.Asleep;
            }
        }

        /// <summary>Goes on with another sampling loop and other settings.</summary>
        public void Apply(DeviceSettings settings, SamplingLoop sampling)
        {
            _settings = settings;
            _sampling = sampling;
            _note.PhaseMs = SleepNote.Unknown;
            Await(_ports.Clock.UptimeMs);
        }

        /// <summary>Makes messages of everything that was measured.</summary>
        public void Flush()
        {
            if (Journal.Length > Journal.MadeLength && !IsAsleep) Commit(_ports.Clock.UptimeMs);
        }

        /// <summary>The same, and sends them, whatever the batch.</summary>
        public void SendNow()
        {
            if (Current == Phase.Sampling) BeginSending(_ports.Clock.UptimeMs);
            else Flush();
        }

        /// <summary>Decides what comes next, after the sampling loop's step.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        /// <param name="samplingMs">How long the sampling loop wants to wait, in ms.</param>
        /// <returns>How long to wait before the next call, in ms.</returns>
        public int StepSampling(long nowMs, int samplingMs)
        {
            var phase = Current;
            if (phase == Phase.Sending)
            {
                if (nowMs < SendEndMs + HangMaxMs) return samplingMs < PollMs ? samplingMs : PollMs;
                _ports.Log.Write(LogLevel.Error, Area, "the uplink hangs; sleeping without it");
                _isReached = false;
                _isSafe = false;
                Enter(Phase.Sent);
            }

            if (Current == Phase.Sent) EndSending(nowMs);
            return IsInstantOver(nowMs) ? Decide(nowMs) : samplingMs;
        }

        /// <summary>Lets the uplink act while it is its turn.</summary>
        /// <param name="uplink">The uplink.</param>
        /// <param name="nowMs">The uptime in ms.</param>
        /// <returns>How long to wait before the next call, in ms.</returns>
        public int StepUplink(UplinkLoop uplink, long nowMs)
        {
            if (Current != Phase.Sending) return PollMs;
            if (!_isUplinkBegun) BeginUplink(uplink);
            var waitMs = uplink.Step(nowMs);
            if (uplink.IsConnected) _isReached = true;
            if (uplink.IsOnTrial) Extend(uplink, nowMs);
            var hasGivenUp = uplink.Failures - _failuresBefore >= FailuresMax || nowMs >= SendEndMs;
            if (hasGivenUp || IsListenedTo(uplink, nowMs)) EndUplink(uplink);
            return waitMs < PollMs ? waitMs : PollMs;
        }

        private Phase Current
        {
            get
            {
                lock (_gate) return _phase;
            }
        }

        private long SendEndMs
        {
            get
            {
                lock (_gate) return _sendEndMs;
            }

            set
            {
                lock (_gate) _sendEndMs = value;
            }
        }

        private void Enter(Phase phase)
        {
            lock (_gate) _phase = phase;
        }

        private void Resume()
        {
            if (_note.Sequence > 0 || Journal.Length > 0) _outbox.ContinueAfter(_note.Sequence);
            Journal.Make(_settings, _outbox); // what the uplink could neither send nor save before it hung
            _sampling.Carry(_note.State());
            _note.Forget();
            Await(_note.DueMs);
        }

        private void Restart()
        {
            _note.PhaseMs = SleepNote.Unknown;
            _note.LeadMs = 0;
            var nowMs = _ports.Clock.UptimeMs;
            var isDying = _note.Failures >= FailuresBeforeRestartMax;
            _note.RetryMs = isDying ? nowMs + SleepPlan.RetryWaitMs(_note.Failures, _settings.IntervalMs, _seed) : 0;
            Await(nowMs);
        }

        private void Await(long dueMs)
        {
            _sampling.Resume(dueMs);
            AwaitNext(_ports.Clock.UptimeMs);
        }

        private void AwaitNext(long nowMs)
        {
            _hasSent = false;
            _instantsSeen = _sampling.InstantsDone;
            _awaitedMs = _sampling.DueMs > nowMs ? _sampling.DueMs : nowMs;
        }

        private bool IsInstantOver(long nowMs)
        {
            if (_sampling.InstantsDone != _instantsSeen) return !_sampling.IsConverting;
            if (nowMs - _awaitedMs < SensorMaxMs) return false;
            _sampling.Skip();
            return true;
        }

        private int Decide(long nowMs)
        {
            if (IsSendDue(nowMs)) return BeginSending(nowMs);
            if (Journal.IsNearlyFull) Spill(nowMs);
            AlignDue(nowMs);
            AwaitNext(nowMs);
            var sleepMs = SleepPlan.SleepMs(_sampling.DueMs, nowMs, _note.LeadMs);
            if (sleepMs == 0) return WaitMs(nowMs);
            return Sleep(nowMs, sleepMs) ? AsleepPollMs : WaitMs(nowMs);
        }

        private bool IsSendDue(long nowMs)
        {
            if (_hasSent) return _isReached && Journal.HasAlarm; // what else is new can wait for the next wake
            var isWanted = _isFirst
                || Journal.HasAlarm
                || Journal.IsNearlyFull
                || Journal.Samples >= _settings.Power.Batch
                || _outbox.Count > 0;
            return isWanted && (_note.Failures == 0 || nowMs >= _note.RetryMs);
        }

        // The attempt counts as failed from now on: if it ends in a brown-out, the next boots do not try it again and again.
        private int BeginSending(long nowMs)
        {
            _isFirst = false;
            _hasSent = true;
            _note.Failures++;
            Commit(nowMs);
            SendEndMs = nowMs + SendMaxMs;
            _isUplinkBegun = false;
            _isReached = false;
            _isSafe = false;
            Enter(Phase.Sending);
            return 0;
        }

        // First the note, then the messages: whatever happens now, the same messages come of it, with the same numbers.
        private void Commit(long nowMs)
        {
            Journal.AddEnd();
            TryWriteNote(nowMs, asleepMs: 0);
            Journal.Make(_settings, _outbox);
        }

        private void Spill(long nowMs)
        {
            Commit(nowMs);
            if (_outbox.Save(_ports.Clock)) RemoveMade();
        }

        private void EndSending(long nowMs)
        {
            if (_isSafe) RemoveMade();
            if (_isReached) _note.Failures = 0;
            else _note.RetryMs = nowMs + SleepPlan.RetryWaitMs(_note.Failures, _settings.IntervalMs, _seed);
            Enter(Phase.Sampling);
        }

        private void RemoveMade()
        {
            Journal.RemoveMade();
            _note.Sequence = _outbox.LastSequence;
        }

        private void BeginUplink(UplinkLoop uplink)
        {
            _isUplinkBegun = true;
            _failuresBefore = uplink.Failures;
            _acknowledgedBefore = uplink.Acknowledged;
            _settledMs = -1;
            uplink.Wake();
        }

        // A trial of another network or registration has a bound of its own, and begins anew with each start.
        private void Extend(UplinkLoop uplink, long nowMs)
        {
            _failuresBefore = uplink.Failures;
            SendEndMs = nowMs + SendMaxMs;
        }

        private bool IsListenedTo(UplinkLoop uplink, long nowMs)
        {
            if (!uplink.IsSettled(nowMs)) _settledMs = -1;
            else if (_settledMs < 0) _settledMs = nowMs;
            return _settledMs >= 0 && nowMs - _settledMs >= ListenMs;
        }

        private void EndUplink(UplinkLoop uplink)
        {
            _ports.Hub.Disconnect();
            if (_outbox.Count > 0 && uplink.Acknowledged == _acknowledgedBefore) _isReached = false;
            _isSafe = _outbox.Count == 0 || _outbox.Save(_ports.Clock);
            Enter(Phase.Sent);
        }

        private void AlignDue(long nowMs)
        {
            var clock = _ports.Clock;
            if (!clock.IsUtcKnown) return;
            var utcMs = clock.UtcMs;
            var intervalMs = _settings.IntervalMs;
            if (_note.PhaseMs == SleepNote.Unknown) _note.PhaseMs = SleepPlan.PhaseOf(_sampling.DueMs, intervalMs, nowMs, utcMs);
            else _sampling.Postpone(SleepPlan.OnGrid(_sampling.DueMs, intervalMs, nowMs, utcMs, _note.PhaseMs));
        }

        private bool Sleep(long nowMs, long sleepMs)
        {
            if (!TryWriteNote(nowMs, sleepMs))
            {
                _ports.Log.Write(LogLevel.Error, Area, "flash cannot be written; staying awake");
                return false;
            }

            _ports.Log.Write(LogLevel.Information, Area, new LogText("asleep").With("forMs", sleepMs).With("samples", Journal.Samples).Text);
            Enter(Phase.Asleep);
            _ports.Power!.DeepSleep(sleepMs);
            return true;
        }

        private bool TryWriteNote(long nowMs, long asleepMs)
        {
            _note.SettingsDigest = SleepNote.DigestOf(_settings);
            _note.UptimeMs = nowMs;
            _note.UtcMs = _ports.Clock.IsUtcKnown ? _ports.Clock.UtcMs : SleepNote.Unknown;
            _note.AsleepMs = asleepMs;
            _note.DueMs = _sampling.DueMs;
            var state = new CarriedState();
            _sampling.Carry(state);
            return _note.TryWrite(state, Journal);
        }

        private int WaitMs(long nowMs) => _sampling.DueMs > nowMs ? (int)(_sampling.DueMs - nowMs) : 0;
    }
}
