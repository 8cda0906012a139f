using Firmware.Core.Ports;

namespace Firmware.Core.Sleep
{
    /// <summary>The device's clocks, with an uptime that goes on through deep sleep: a wake is no new start. Thread-safe.</summary>
    internal sealed class ContinuedClock : IClock
    {
        private readonly IClock _clock;
        private readonly long _baseMs;

        public ContinuedClock(IClock clock, long baseMs)
        {
            _clock = clock;
            _baseMs = baseMs;
        }

        public long UptimeMs => _baseMs + _clock.UptimeMs;

        public bool IsUtcKnown => _clock.IsUtcKnown;

        public long UtcMs => _clock.UtcMs;
    }
}
