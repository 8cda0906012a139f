using Firmware.Core.Diagnostics;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core
{
    /// <summary>
    /// The end of a boot on purpose: sampling stops and hands in what it has, the outbox goes to flash, the next boot is told why, and
    /// the power port does it. Anyone may ask for it; the first one counts. Thread-safe.
    /// </summary>
    internal sealed class Restart
    {
        /// <summary>How long an answer that was just given gets to leave, in ms.</summary>
        public const int AnswerMs = 2_000;

        /// <summary>How long sampling gets to hand in what it has, in ms, before it is left behind.</summary>
        public const int HandInMaxMs = 5_000;

        private const string Area = "restart";

        private readonly object _gate = new object();
        private readonly DevicePorts _ports;
        private readonly Outbox _outbox;
        private readonly RestartNote _note;
        private RestartReason _reason; // None: nobody asked
        private string _detail = "";
        private long _dueMs;
        private bool _isHandedIn;
        private byte[]? _openAlarms;
        private bool _isCarriedOut;

        public Restart(DevicePorts ports, Outbox outbox, RestartNote note)
        {
            _ports = ports;
            _outbox = outbox;
            _note = note;
        }

        /// <summary>Whether the boot is about to end; nothing new is begun then.</summary>
        public bool IsAsked
        {
            get
            {
                lock (_gate) return _reason != RestartReason.None;
            }
        }

        /// <summary>Asks for it.</summary>
        /// <param name="reason">Why; not <see cref="RestartReason.None"/>.</param>
        /// <param name="detail">What there is to say about it; see <see cref="RestartNote.DetailMax"/>. Nothing secret.</param>
        /// <param name="delayMs">How long it waits, in ms.</param>
        /// <returns>False on a host that cannot restart.</returns>
        public bool Ask(RestartReason reason, string detail, int delayMs)
        {
            if (_ports.Power == null) return false;
            lock (_gate)
            {
                if (_reason != RestartReason.None) return true;
                _reason = reason;
                _detail = detail;
                _dueMs = _ports.Clock.UptimeMs + delayMs;
                return true;
            }
        }

        /// <summary>Notes that the sampling thread has put all it had into the outbox.</summary>
        /// <param name="openAlarms">What the next boot must know of its alarms; null if nothing.</param>
        public void NoteHandedIn(byte[]? openAlarms)
        {
            lock (_gate)
            {
                _openAlarms = openAlarms;
                _isHandedIn = true;
            }
        }

        /// <summary>Whether it is time to carry it out.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        public bool IsDue(long nowMs)
        {
            lock (_gate)
            {
                if (_reason == RestartReason.None) return false;
                return nowMs >= _dueMs + (_isHandedIn ? 0 : HandInMaxMs);
            }
        }

        /// <summary>
        /// Does what was asked for: saves, leaves the note, and restarts. Returns on a desk only. A second call, when the first one
        /// does not come to its end, restarts without saving.
        /// </summary>
        public void CarryOut()
        {
            if (IsFirst())
            {
                _ports.Log.Write(LogLevel.Warning, Area, new LogText("restarting").With("reason", RestartNote.NameOf(_reason)).Text);
                _outbox.Save(_ports.Clock);
                if (!_note.TryWrite(_reason, _detail, OpenAlarms)) _ports.Log.Write(LogLevel.Error, Area, "the reason cannot be kept");
            }

            _ports.Power!.Reboot();
        }

        private byte[]? OpenAlarms
        {
            get
            {
                lock (_gate) return _openAlarms;
            }
        }

        private bool IsFirst()
        {
            lock (_gate)
            {
                var isFirst = !_isCarriedOut;
                _isCarriedOut = true;
                return isFirst;
            }
        }
    }
}
