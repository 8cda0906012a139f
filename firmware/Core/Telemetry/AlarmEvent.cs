using Firmware.Core.Sampling;

namespace Firmware.Core.Telemetry
{
    /// <summary>An edge alarm that opened or was resolved. Reused; used by one thread at a time.</summary>
    public sealed class AlarmEvent
    {
        /// <summary>The channel it is about.</summary>
        public ChannelLimits Channel { get; set; } = ChannelLimits.Temperature;

        /// <summary>Whether values were below the threshold instead of above it.</summary>
        public bool IsLow { get; set; }

        /// <summary>Whether it was resolved instead of opened.</summary>
        public bool IsResolved { get; set; }

        /// <summary>The value that opened or resolved it, in hundredths of the channel's unit.</summary>
        public int Value { get; set; }

        /// <summary>The threshold, in hundredths of the channel's unit.</summary>
        public int Threshold { get; set; }

        /// <summary>How long before the event's time stamp the alarm began, in ms; see <see cref="EdgeAlarm.AgeMs"/>.</summary>
        public long AgeMs { get; set; }
    }
}
