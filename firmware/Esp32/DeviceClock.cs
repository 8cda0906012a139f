using System;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>The board's clocks: the tick counter, and the real-time clock that nanoFramework's SNTP sets. Thread-safe.</summary>
    internal sealed class DeviceClock : IClock
    {
        // An ESP32 starts in 1970; nanoFramework's own network code takes this year as the sign that SNTP has answered.
        private const int FirstKnownYear = 2021;

        /// <inheritdoc/>
        public long UptimeMs => Environment.TickCount64;

        /// <inheritdoc/>
        public bool IsUtcKnown => DateTime.UtcNow.Year >= FirstKnownYear;

        /// <inheritdoc/>
        public long UtcMs => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }
}
