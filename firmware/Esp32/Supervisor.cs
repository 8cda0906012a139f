using System.Threading;
using Firmware.Core;
using Firmware.Core.Diagnostics;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>
    /// Ends the boot when a loop has stopped, and loses as little as it can: first the loops that still turn get to save what there is;
    /// then it is done without them, on a thread that can be given up, because a loop may hang inside the outbox; then the board
    /// restarts with what is saved.
    /// </summary>
    internal sealed class Supervisor
    {
        /// <summary>How long the loops get to end the boot in order, in ms.</summary>
        public const int OrderlyMaxMs = 15000;

        /// <summary>How long it then may take without them, in ms: saving the outbox is some ten flash writes.</summary>
        public const int ForcedMaxMs = 15000;

        private const int WatchEveryMs = 5000;

        private readonly SensorNode _node;
        private readonly SupervisedLoop[] _loops;
        private readonly IPower _power;
        private readonly ILog _log;

        /// <summary>Watches the loops of a node.</summary>
        public Supervisor(SensorNode node, SupervisedLoop[] loops, IPower power, ILog log)
        {
            _node = node;
            _loops = loops;
            _power = power;
            _log = log;
        }

        /// <summary>Watches until a loop stops, and ends the boot. Returns where restarting does.</summary>
        public void Run()
        {
            string? fault = Fault();
            while (fault == null)
            {
                Thread.Sleep(WatchEveryMs);
                fault = Fault();
            }

            End(fault, OrderlyMaxMs, ForcedMaxMs);
        }

        /// <summary>Ends the boot.</summary>
        /// <param name="fault">Why: the next boot reports it.</param>
        /// <param name="orderlyMs">How long the loops get, in ms.</param>
        /// <param name="forcedMs">How long it may then take without them, in ms.</param>
        public void End(string fault, int orderlyMs, int forcedMs)
        {
            _log.Write(LogLevel.Error, "main", new LogText("rebooting").With("reason", fault).Text);
            if (_node.AskRestart(RestartReason.Supervisor, fault)) Thread.Sleep(orderlyMs);
            new Thread(_node.ForceRestart).Start();
            Thread.Sleep(forcedMs);
            _power.Reboot();
        }

        private string? Fault()
        {
            foreach (SupervisedLoop loop in _loops)
            {
                string? fault = loop.Fault();
                if (fault != null) return fault;
            }

            return null;
        }
    }
}
