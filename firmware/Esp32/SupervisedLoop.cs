using System;
using System.Threading;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>
    /// A loop of Core on a thread of its own, which can be asked whether it still turns: on nanoFramework an exception ends a
    /// thread in silence, and the ESP32 has no usable watchdog. Thread-safe.
    /// </summary>
    internal sealed class SupervisedLoop
    {
        private readonly object _lock = new object();
        private readonly string _name;
        private readonly LoopStep _step;
        private readonly IClock _clock;
        private readonly int _stepMaxMs;
        private long _dueMs;
        private string? _failure;

        /// <summary>Makes a loop; <see cref="Start"/> runs it.</summary>
        /// <param name="name">The loop's name in reports.</param>
        /// <param name="step">One turn.</param>
        /// <param name="clock">The uptime that is handed to each turn.</param>
        /// <param name="stepMaxMs">How long one turn may take before the loop counts as stuck, in ms.</param>
        public SupervisedLoop(string name, LoopStep step, IClock clock, int stepMaxMs)
        {
            _name = name;
            _step = step;
            _clock = clock;
            _stepMaxMs = stepMaxMs;
        }

        /// <summary>Runs the loop on a new thread, for ever.</summary>
        public void Start()
        {
            Expect(0);
            new Thread(Run).Start();
        }

        /// <summary>Runs the loop on the caller's thread; returns only when a turn threw, with <see cref="Fault"/> set.</summary>
        public void Run()
        {
            try
            {
                while (true)
                {
                    Expect(0);
                    int waitMs = _step(_clock.UptimeMs);
                    Expect(waitMs);
                    Thread.Sleep(waitMs);
                }
            }
            catch (Exception e)
            {
                lock (_lock) _failure = e.GetType().FullName + ": " + e.Message;
            }
        }

        /// <summary>Why the loop must be given up, or null while it turns.</summary>
        public string? Fault()
        {
            lock (_lock)
            {
                if (_failure != null) return _name + " loop ended by " + _failure;
                return _clock.UptimeMs > _dueMs ? _name + " loop has not come back for " + _stepMaxMs.ToString() + " ms" : null;
            }
        }

        private void Expect(int waitMs)
        {
            lock (_lock) _dueMs = _clock.UptimeMs + waitMs + _stepMaxMs;
        }
    }
}
