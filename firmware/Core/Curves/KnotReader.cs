namespace Firmware.Core.Curves
{
    /// <summary>Reads the knots of one channel from the payload of a curve message, in order. Used by one thread.</summary>
    internal sealed class KnotReader
    {
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
                if ((code >> 1 & 7) != _channel) continue;
                IsFirst = (code & 1) != 0;
                IndexIncrement = code >> 4;
                ValueIncrement = value >> 1 ^ -(value & 1);
                return true;
            }

            return false;
        }

        /// <summary>Goes back, or on, to a <see cref="Position"/> that was read.</summary>
        public void Seek(int position) => Position = position;

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
