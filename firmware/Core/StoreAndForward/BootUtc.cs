using Firmware.Core.Ports;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// UTC at uptime 0, by which alerts get their UTC stamps. It stays what it was when UTC was first known, so that every message
    /// about one alarm names the same moment, whatever the clock does in between. Thread-safe.
    /// </summary>
    public sealed class BootUtc
    {
        /// <summary>What it is while UTC is not known.</summary>
        public const long Unknown = long.MinValue;

        private readonly object _gate = new object();
        private long _unixMs = Unknown;

        /// <summary>UTC at uptime 0.</summary>
        /// <param name="clock">The device's clocks.</param>
        /// <returns>Unix time in ms, or <see cref="Unknown"/>.</returns>
        public long UnixMs(IClock clock)
        {
            lock (_gate)
            {
                if (_unixMs == Unknown && clock.IsUtcKnown) _unixMs = clock.UtcMs - clock.UptimeMs;
                return _unixMs;
            }
        }
    }
}
