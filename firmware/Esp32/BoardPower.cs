using System;
using System.Threading;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace Firmware.Esp32
{
    /// <summary>Restarts the board or puts it to sleep. Thread-safe.</summary>
    internal sealed class BoardPower : IPower
    {
        // The last line must leave the serial port.
        private const int PauseMs = 50;

        private readonly ILog _log;

        /// <summary>Makes the port; it says on <paramref name="log"/> why the board does not sleep.</summary>
        public BoardPower(ILog log) => _log = log;

        /// <inheritdoc/>
        public bool HasWoken => Sleep.GetWakeupCause() == Sleep.WakeupCause.Timer;

        /// <inheritdoc/>
        public void Reboot()
        {
            Thread.Sleep(PauseMs);
            Power.RebootDevice();
        }

        /// <inheritdoc/>
        public void DeepSleep(long ms)
        {
            EspNativeError error = Sleep.EnableWakeupByTimer(new TimeSpan(ms * TimeSpan.TicksPerMillisecond));
            if (error == EspNativeError.OK)
            {
                Thread.Sleep(PauseMs);
                Sleep.StartDeepSleep();
                return;
            }

            // Without a timer the board would never wake again.
            _log.Write(LogLevel.Error, "power", new LogText("no wake-up timer").With("error", (int)error).Text);
            Thread.Sleep((int)(ms < int.MaxValue ? ms : int.MaxValue));
            Reboot();
        }
    }
}
