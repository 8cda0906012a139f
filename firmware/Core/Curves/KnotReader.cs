namespace Firmware.Core.Curves
{
    /// <summary>Reads the knots of one channel from the payload of a curve message, in order. Used by one thread.</summary>
    internal sealed class KnotReader
    {
        private const int CodeBytesMax = 3; // 7 bits each: an index below 4,096, times 16
        private const int ChannelMask = 7;
        private const int ValueBytesMax = 5; // an increment has up to 33 bits, and one for its sign

        private readonly byte[] _bytes;
        private readonly int _length;
        private readonly int _channel;

        /// <summary>Begins before a channel's first knot.</summary>
        public KnotReader(byte[] payload, int length, int channel)
        {
            _bytes = payload;
            _length = length;
            _channel = channel;
            Position = CurvePayload.HeaderBytes;
        }

        /// <summary>Where the next knot of any channel is read.</summary>
        public int Position { get; private set; }

        /// <summary>Whether the knot is the first of a curve; its increments are then absolute.</summary>
        public bool IsFirst { get; private set; }

        public int IndexIncrement { get; private set; }

        public long ValueIncrement { get; private set; }

        /// <summary>Goes to the channel's next knot.</summary>
        /// <returns>False when there is none.</returns>
        public bool Next()
        {
            while (Position < _length)
            {
                var code = (int)ReadNumber();
                var value = ReadNumber();
                if ((code >> 1 & ChannelMask) != _channel) continue;
                IsFirst = (code & 1) != 0;
                IndexIncrement = code >> 4;
                ValueIncrement = value >> 1 ^ -(value & 1);
                return true;
            }

            return false;
        }

        /// <summary>
        /// Whether all knots can be read: each has its code and its value, within the payload and within their bits, and is of a channel.
        /// </summary>
        public static bool AreWhole(byte[] payload, int length)
        {
            for (var at = CurvePayload.HeaderBytes; at < length;)
            {
                if ((payload[at] >> 1 & ChannelMask) > CurvePayload.SeaLevelPressure) return false;
                if (!TrySkip(payload, length, CodeBytesMax, ref at) || !TrySkip(payload, length, ValueBytesMax, ref at)) return false;
            }

            return true;
        }

        /// <summary>Goes back, or on, to a <see cref="Position"/> that was read.</summary>
        public void Seek(int position) => Position = position;

        private static bool TrySkip(byte[] payload, int length, int bytesMax, ref int at)
        {
            for (var bytes = 1; bytes <= bytesMax && at < length; bytes++)
                if (payload[at++] < 0x80) return true;
            return false;
        }

        private long ReadNumber()
        {
            long number = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = _bytes[Position++];
                number |= (long)(part & 0x7F) << shift;
                if (part < 0x80) return number;
            }
        }
    }
}
