using Firmware.Core.Persistence;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// An alarm event as the outbox keeps it: the kind (upper four bits) with channel, side and state (lower four), then value,
    /// threshold (32 bits each) and age (64 bits). Pure.
    /// </summary>
    public static class AlarmPayload
    {
        /// <summary>The length of the encoded event, in bytes.</summary>
        public const int LengthBytes = 17;

        private const int KindBits = (int)PayloadKind.Alarm << 4;
        private const int ResolvedBit = 8;
        private const int LowBit = 4;
        private const int ChannelMask = 3;
        private const int Temperature = 0;
        private const int Humidity = 1;
        private const int Pressure = 2;
        private const int AgeAt = 9;

        /// <summary>Encodes an event.</summary>
        /// <param name="alarm">The event.</param>
        /// <param name="into">Receives <see cref="LengthBytes"/> bytes from index 0.</param>
        public static void Write(AlarmEvent alarm, byte[] into)
        {
            into[0] = (byte)(KindBits | (alarm.IsResolved ? ResolvedBit : 0) | (alarm.IsLow ? LowBit : 0) | IndexOf(alarm.Channel));
            LittleEndian.WriteInt32(into, 1, alarm.Value);
            LittleEndian.WriteInt32(into, 5, alarm.Threshold);
            LittleEndian.WriteInt64(into, AgeAt, alarm.AgeMs);
        }

        /// <summary>Decodes an event.</summary>
        /// <param name="from">The bytes that <see cref="Write"/> made.</param>
        /// <param name="into">Receives the event.</param>
        public static void Read(byte[] from, AlarmEvent into)
        {
            into.Channel = ChannelAt(from[0] & ChannelMask);
            into.IsLow = (from[0] & LowBit) != 0;
            into.IsResolved = (from[0] & ResolvedBit) != 0;
            into.Value = LittleEndian.ReadInt32(from, 1);
            into.Threshold = LittleEndian.ReadInt32(from, 5);
            into.AgeMs = AgeMs(from);
        }

        /// <summary>How long before its time stamp the alarm began, in ms.</summary>
        internal static long AgeMs(byte[] from) => LittleEndian.ReadInt64(from, AgeAt);

        /// <summary>Whether the channel is one that this firmware knows.</summary>
        internal static bool HasChannel(byte[] from) => (from[0] & ChannelMask) <= Pressure;

        private static int IndexOf(ChannelLimits channel)
        {
            if (channel == ChannelLimits.Temperature) return Temperature;
            return channel == ChannelLimits.Humidity ? Humidity : Pressure;
        }

        private static ChannelLimits ChannelAt(int index)
        {
            if (index == Temperature) return ChannelLimits.Temperature;
            return index == Humidity ? ChannelLimits.Humidity : ChannelLimits.Pressure;
        }
    }
}
