using Firmware.Esp32.Stubs;

namespace System
{
    public struct SpanByte
    {
        public SpanByte(byte[] array) => throw Stub.Called();

        public SpanByte(byte[] array, int start, int length) => throw Stub.Called();

        public static SpanByte Empty => throw Stub.Called();

        public bool IsEmpty => throw Stub.Called();

        public static implicit operator SpanByte(byte[] array) => throw Stub.Called();
    }
}
