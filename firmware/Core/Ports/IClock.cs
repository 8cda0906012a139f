namespace Firmware.Core.Ports
{
    /// <summary>The device's two clocks. Thread-safe.</summary>
    public interface IClock
    {
        /// <summary>Milliseconds since boot; never goes back.</summary>
        long UptimeMs { get; }

        /// <summary>Whether <see cref="UtcMs"/> has been set since boot, by SNTP as a rule.</summary>
        bool IsUtcKnown { get; }

        /// <summary>Unix time in milliseconds; meaningless while <see cref="IsUtcKnown"/> is false, and it may step either way.</summary>
        long UtcMs { get; }
    }
}
