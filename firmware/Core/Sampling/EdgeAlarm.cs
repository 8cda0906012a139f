using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// One threshold of one channel. Values past it for the minimum duration open the alarm, as of the first of them; a value back
    /// behind the threshold by the hysteresis resolves it. Absent values change nothing. Durations are measured by uptime, so that a
    /// step of UTC neither opens nor delays an alarm. Used by one thread at a time.
    /// </summary>
    public sealed class EdgeAlarm
    {
        /// <summary>What is passed as UTC while UTC is not known.</summary>
        public const long UtcUnknown = -1;

        private enum State
        {
            Quiet = 0,
            Pending = 1,
            Open = 2,
        }

        private readonly int _minDurationMs;
        private readonly int _hysteresis;
        private State _state;
        private long _sinceUptimeMs;
        private long _sinceUtcMs = UtcUnknown;

        /// <summary>Makes a quiet alarm.</summary>
        /// <param name="isLow">Whether it watches for values below the threshold instead of above it.</param>
        /// <param name="threshold">The threshold, in hundredths of the channel's unit.</param>
        /// <param name="settings">The channel's hysteresis and minimum duration.</param>
        public EdgeAlarm(bool isLow, int threshold, ChannelSettings settings)
        {
            IsLow = isLow;
            Threshold = threshold;
            _hysteresis = settings.AlarmHysteresis;
            _minDurationMs = settings.AlarmMinDurationMs;
            LastValue = threshold;
        }

        /// <summary>Whether it watches for values below the threshold instead of above it.</summary>
        public bool IsLow { get; }

        /// <summary>The threshold, in hundredths of the channel's unit.</summary>
        public int Threshold { get; }

        /// <summary>The last value it was given, in hundredths of the channel's unit; the threshold before the first one.</summary>
        public int LastValue { get; private set; }

        /// <summary>Whether it is open.</summary>
        public bool IsOpen => _state == State.Open;

        /// <summary>When an open alarm began, in Unix ms, or <see cref="UtcUnknown"/>: it is not open, or UTC is not known.</summary>
        public long OpenSinceUtcMs => IsOpen ? _sinceUtcMs : UtcUnknown;

        /// <summary>
        /// Takes a value. An alarm that began before a restart or a sleep, and is known by its UTC only, waits until UTC is known again:
        /// nothing could be said about it that names the moment it began.
        /// </summary>
        /// <param name="value">In hundredths of the channel's unit.</param>
        /// <param name="uptimeMs">When it was measured, in ms of uptime.</param>
        /// <param name="utcMs">When it was measured, in Unix ms, or <see cref="UtcUnknown"/>.</param>
        /// <returns>What it did.</returns>
        public AlarmChange Next(int value, long uptimeMs, long utcMs)
        {
            if (_state != State.Quiet && utcMs == UtcUnknown && _sinceUtcMs != UtcUnknown) return AlarmChange.None;
            LastValue = value;
            var past = IsLow ? Threshold - value : value - Threshold;
            switch (_state)
            {
                case State.Open: return past <= -_hysteresis ? Enter(State.Quiet, AlarmChange.Resolved) : AlarmChange.None;
                case State.Pending when past <= 0: return Enter(State.Quiet, AlarmChange.None);
                case State.Quiet when past > 0:
                    _sinceUptimeMs = uptimeMs;
                    _sinceUtcMs = utcMs;
                    Enter(State.Pending, AlarmChange.None);
                    break;
            }

            var isDue = _state == State.Pending && uptimeMs - _sinceUptimeMs >= _minDurationMs;
            return isDue ? Enter(State.Open, AlarmChange.Opened) : AlarmChange.None;
        }

        /// <summary>
        /// How long ago, at the given moment, the alarm began: the first value past the threshold, of the alarm that is open or has
        /// just been resolved. By UTC where it was known then and is known now, so that its opening time stays one and the same.
        /// </summary>
        /// <returns>The time in ms.</returns>
        public long AgeMs(long uptimeMs, long utcMs) =>
            utcMs != UtcUnknown && _sinceUtcMs != UtcUnknown ? utcMs - _sinceUtcMs : uptimeMs - _sinceUptimeMs;

        /// <summary>Names the moment the alarm began by UTC, where only the uptime was known then.</summary>
        /// <param name="bootUtcMs">UTC at uptime 0, in Unix ms: the one by which messages that are out already are stamped.</param>
        public void NoteUtc(long bootUtcMs)
        {
            if (_state != State.Quiet && _sinceUtcMs == UtcUnknown) _sinceUtcMs = bootUtcMs + _sinceUptimeMs;
        }

        /// <summary>Is open as of a moment before this boot.</summary>
        /// <param name="sinceUtcMs">When it began, in Unix ms.</param>
        public void Reopen(long sinceUtcMs)
        {
            _state = State.Open;
            _sinceUtcMs = sinceUtcMs;
        }

        /// <summary>Goes on where an alarm with other settings was.</summary>
        /// <param name="before">The alarm of the same channel and side.</param>
        public void Continue(EdgeAlarm before)
        {
            LastValue = before.LastValue;
            _state = before._state;
            _sinceUptimeMs = before._sinceUptimeMs;
            _sinceUtcMs = before._sinceUtcMs;
        }

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            _state = (State)state.Carry((int)_state);
            _sinceUptimeMs = state.Carry(_sinceUptimeMs);
            _sinceUtcMs = state.Carry(_sinceUtcMs);
        }

        private AlarmChange Enter(State state, AlarmChange change)
        {
            _state = state;
            return change;
        }
    }
}
