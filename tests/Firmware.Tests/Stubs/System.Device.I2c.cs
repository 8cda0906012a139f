using Firmware.Esp32.Stubs;

namespace System.Device.I2c
{
    public enum I2cBusSpeed
    {
        StandardMode = 0,
        FastMode = 1,
        FastModePlus = 2,
    }

    public sealed class I2cConnectionSettings
    {
        public I2cConnectionSettings(int busId, int deviceAddress) => throw Stub.Called();

        public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed) => throw Stub.Called();
    }

    public class I2cDevice : IDisposable
    {
        public I2cDevice(I2cConnectionSettings settings) => throw Stub.Called();

        public static I2cDevice Create(I2cConnectionSettings settings) => throw Stub.Called();

        public I2cTransferResult Write(SpanByte buffer) => throw Stub.Called();

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => throw Stub.Called();

        public void Dispose() => throw Stub.Called();
    }

    public struct I2cTransferResult
    {
        public uint BytesTransferred => throw Stub.Called();

        public I2cTransferStatus Status => throw Stub.Called();
    }

    public enum I2cTransferStatus
    {
        UnknownError = 0,
        FullTransfer = 1,
        ClockStretchTimeout = 2,
        PartialTransfer = 3,
        SlaveAddressNotAcknowledged = 4,
    }
}
