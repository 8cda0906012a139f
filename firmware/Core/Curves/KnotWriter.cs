namespace Firmware.Core.Curves
{
    /// <summary>
    /// Writes knots into the payload of a curve message and counts how long its body can become. A knot is two numbers of 7 bits a
    /// byte, lowest first: index increment * 16 + channel * 2 + (1 at the beginning of a curve), and the zigzagged value increment.
    /// Never longer than the digits that stand for it in the body. Used by one thread.
    /// </summary>
    internal sealed class KnotWriter
    {
        /// <summary>{"schema":"curve/1","deviceId":"(128)","boot":(11),"seq":(11),"start":(15),"interval":(8),"samples":(5),"rejected":(5)}.</summary>
        private const int EnvelopeMaxBytes = 276;

        /// <summary>,"temperature":[].</summary>
        private const int ChannelMaxBytes = 17;

        /// <summary>,"absoluteHumidity":[].</summary>
        private const int ComputedMaxBytes = 22;

        /// <summary>{"eps":(7),"n":[],"v":[]} and a comma.</summary>
        private const int CurveMaxBytes = 30;

        /// <summary>An index increment of up to 5 digits, a value increment of up to 10 and a sign, and two commas.</summary>
        private const int KnotMaxBytes = 18;

        private readonly byte[] _bytes;
        private readonly int _maxBytes;
        private readonly int _computed;
        private int _bodyBytes;

        /// <summary>Makes an empty payload.</summary>
        /// <param name="maxBytes">The longest body.</param>
        /// <param name="computed">How many computed channels there are.</param>
        public KnotWriter(int maxBytes, int computed)
        {
            _maxBytes = maxBytes;
            _computed = computed;
            _bytes = new byte[CurvePayload.HeaderBytes + maxBytes - EmptyBodyBytes];
            Clear();
        }

        /// <summary>The payload; before the knots there is room for the header.</summary>
        public byte[] Bytes => _bytes;

        public int Length { get; private set; }

        public void Clear()
        {
            Length = CurvePayload.HeaderBytes;
            _bodyBytes = EmptyBodyBytes;
        }

        /// <summary>Whether the body stays within its length, whatever the values are.</summary>
        /// <param name="begins">How many curves begin, with the longest first and last knots.</param>
        /// <param name="continues">How many curves that have begun get a knot.</param>
        public bool HasRoom(int begins, int continues) =>
            _bodyBytes + begins * (CurveMaxBytes + 2 * KnotMaxBytes) + continues * KnotMaxBytes <= _maxBytes;

        /// <summary>Writes the first knot of a curve, and keeps room for its last one.</summary>
        public void Begin(int channel, int index, int value)
        {
            Write(channel << 1 | 1, index, value);
            _bodyBytes += CurveMaxBytes + KnotMaxBytes;
        }

        /// <summary>Writes a knot that is not the first of its curve.</summary>
        public void Continue(int channel, int indexIncrement, long valueIncrement) => Write(channel << 1, indexIncrement, valueIncrement);

        /// <summary>Gives back the room for the last knot of a curve, before it is written or where there is none.</summary>
        public void End() => _bodyBytes -= KnotMaxBytes;

        private int EmptyBodyBytes => EnvelopeMaxBytes + CurvePayload.Channels * ChannelMaxBytes + _computed * ComputedMaxBytes;

        private void Write(int tag, int index, long value)
        {
            Append((long)index << 4 | (long)tag);
            Append(value << 1 ^ value >> 63);
            _bodyBytes += Digits(index) + Digits(value < 0 ? -value : value) + (value < 0 ? 3 : 2);
        }

        private void Append(long number)
        {
            for (; number > 0x7F; number >>= 7) _bytes[Length++] = (byte)(number & 0x7F | 0x80);
            _bytes[Length++] = (byte)number;
        }

        private static int Digits(long number)
        {
            var digits = 1;
            for (; number >= 10; number /= 10) digits++;
            return digits;
        }
    }
}
