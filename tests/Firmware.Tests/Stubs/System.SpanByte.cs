namespace System
{
    public struct SpanByte
    {
        internal readonly byte[] Array;
        internal readonly int Start;
        private readonly int _length;

        public SpanByte(byte[] array)
            : this(array, 0, array.Length)
        {
        }

        public SpanByte(byte[] array, int start, int length)
        {
            Array = array;
            Start = start;
            _length = length;
        }

        public static SpanByte Empty => default;

        public bool IsEmpty => _length == 0;

        public int Length => _length;
    }
}
