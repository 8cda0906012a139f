using Firmware.Core.Diagnostics;
using Firmware.Core.Methods;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Uplink
{
    /// <summary>
    /// What others ask of the uplink thread, because outbox and flash are its: clearing, a test of the flash, the end of the boot. Used
    /// by one thread.
    /// </summary>
    internal sealed class Errands
    {
        /// <summary>How often it looks whether the boot can end, in ms, once that was asked for.</summary>
        public const int PollMs = 200;

        private const int ReportMaxMs = 10_000;

        private readonly DevicePorts _ports;
        private readonly Outbox _outbox;
        private readonly RestartNote _note;
        private readonly LoopRequests _requests;
        private readonly CommandResults _results;
        private readonly Restart _restart;

        public Errands(
            DevicePorts ports, Outbox outbox, RestartNote note, LoopRequests requests, CommandResults results, Restart restart)
        {
            _ports = ports;
            _outbox = outbox;
            _note = note;
            _requests = requests;
            _results = results;
            _restart = restart;
        }

        /// <summary>Whether the boot has ended, on a desk, where the host may still call: nothing is done any more.</summary>
        public bool HasEnded { get; private set; }

        /// <summary>Does what is asked for.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        public void Step(long nowMs)
        {
            if (HasEnded) return;
            if (_requests.TakeClear()) Clear();
            if (_requests.TakeFlashTest(nowMs)) TestFlash();
            if (!_restart.IsDue(nowMs) || IsReportAwaited(nowMs)) return;
            _ports.Hub.Disconnect();
            _restart.CarryOut();
            HasEnded = true;
        }

        // Who asked by a message learns of it from the reported properties, while there is a way to tell.
        private bool IsReportAwaited(long nowMs) =>
            _ports.Twin != null && _results.Next != null && _ports.Hub.IsConnected && !_restart.IsDue(nowMs - ReportMaxMs);

        private void Clear()
        {
            var count = _outbox.Count;
            var isCleared = _outbox.Clear();
            var cleared = isCleared ? new LogText("cleared") : new LogText("cannot be cleared");
            _ports.Log.Write(LogLevel.Warning, "outbox", cleared.With("messages", count).Text);
        }

        private void TestFlash()
        {
            var isPassed = _note.TryProve();
            _requests.NoteFlashTest(isPassed);
            if (isPassed) _ports.Log.Write(LogLevel.Information, "flash", "test passed");
            else _ports.Log.Write(LogLevel.Error, "flash", "test failed");
        }
    }
}
