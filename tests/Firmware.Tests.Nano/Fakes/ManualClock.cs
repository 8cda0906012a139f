using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A clock that moves only when told.</summary>
    public sealed class ManualClock : IClock
    {
        public long UptimeMs { get; set; }

        public bool IsUtcKnown { get; set; } = true;

        /// <summary>The Unix time in ms at uptime 0.</summary>
        public long BootedAtUnixMs { get; set; } = 1_795_164_540_000; // 2026-11-20T08:49:00Z

        public long UtcMs => BootedAtUnixMs + UptimeMs;
    }
}
