using Firmware.Core.Uplink;

namespace Firmware.Core.Sleep
{
    /// <summary>When a device that sleeps samples, sends, and tries again. Pure.</summary>
    public static class SleepPlan
    {
        /// <summary>A sleep that would be shorter is not worth the start after it, in ms: the device waits instead.</summary>
        public const int SleepMinMs = 2_000;

        /// <summary>What the sensor needs from its reset to the first conversion, and to spare, in ms.</summary>
        public const int SensorStartMs = 20;

        /// <summary>The longest wait between attempts to send, in ms. A device without a network spends its battery on these.</summary>
        public const int RetryMaxMs = 4 * 3_600_000;

        /// <summary>
        /// The next sampling instant on the grid of its device. Once UTC is known, the instants lie at one place of the interval for
        /// ever: neither the time that starts and connections take nor the drift of the sleep timer adds up.
        /// </summary>
        /// <param name="dueMs">The next instant as planned so far, in ms of uptime.</param>
        /// <param name="intervalMs">The time between samples, in ms.</param>
        /// <param name="nowMs">The uptime, in ms.</param>
        /// <param name="utcMs">The Unix time, in ms.</param>
        /// <param name="phaseMs">Where in the interval the instants lie, in ms of UTC.</param>
        /// <returns>The instant of the grid that is nearest to the planned one and not over, in ms of uptime.</returns>
        public static long OnGrid(long dueMs, int intervalMs, long nowMs, long utcMs, int phaseMs)
        {
            var dueUtcMs = utcMs + (dueMs - nowMs);
            var offMs = (dueUtcMs - phaseMs) % intervalMs;
            if (offMs < 0) offMs += intervalMs;
            var onGridMs = offMs * 2 < intervalMs ? dueMs - offMs : dueMs - offMs + intervalMs;
            while (onGridMs <= nowMs) onGridMs += intervalMs;
            return onGridMs;
        }

        /// <summary>Where in the interval an instant lies.</summary>
        /// <returns>The place, in ms of UTC, in the range [0, intervalMs).</returns>
        public static int PhaseOf(long dueMs, int intervalMs, long nowMs, long utcMs) => (int)((utcMs + (dueMs - nowMs)) % intervalMs);

        /// <summary>How long the device can sleep until a sampling instant.</summary>
        /// <param name="dueMs">The instant, in ms of uptime.</param>
        /// <param name="nowMs">The uptime, in ms.</param>
        /// <param name="leadMs">How long it takes from the timer to the first step of the firmware, in ms.</param>
        /// <returns>The time in ms; 0 if it is too short for a sleep.</returns>
        public static long SleepMs(long dueMs, long nowMs, int leadMs)
        {
            var sleepMs = dueMs - nowMs - leadMs - SensorStartMs;
            return sleepMs < SleepMinMs ? 0 : sleepMs;
        }

        /// <summary>
        /// How long a device does not try to send after failures in a row: from one interval on, doubled with each, up to
        /// <see cref="RetryMaxMs"/>, with jitter.
        /// </summary>
        /// <param name="failures">How many, at least 1.</param>
        /// <param name="intervalMs">The time between samples, in ms.</param>
        /// <param name="seed">Chance.</param>
        public static int RetryWaitMs(int failures, int intervalMs, int seed)
        {
            var backoff = new Backoff(intervalMs < RetryMaxMs ? intervalMs : RetryMaxMs, RetryMaxMs, seed);
            var waitMs = backoff.NextMs();
            for (var i = 1; i < failures && i < 32; i++) waitMs = backoff.NextMs();
            return waitMs;
        }
    }
}
