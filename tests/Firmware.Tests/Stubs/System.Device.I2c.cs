using Firmware.Esp32.Stubs;

namespace System.Device.I2c
{
    internal delegate I2cTransferStatus I2cTransfer(int address, SpanByte write, SpanByte read);

    public enum I2cBusSpeed
    {
        StandardMode = 0,
        FastMode = 1,
        FastModePlus = 2,
    }

    public sealed class I2cConnectionSettings
    {
        public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed) => DeviceAddress = deviceAddress;

        public int DeviceAddress { get; }
    }

    public class I2cDevice : IDisposable
    {
        [ThreadStatic]
        internal static I2cTransfer Bus;

        private readonly I2cConnectionSettings _settings;

        public I2cDevice(I2cConnectionSettings settings) => _settings = settings;

        public static I2cDevice Create(I2cConnectionSettings settings) => new I2cDevice(settings);

        public I2cTransferResult Write(SpanByte buffer) => WriteRead(buffer, SpanByte.Empty);

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer)
        {
            if (Bus == null) throw Stub.Called();
            return new I2cTransferResult(Bus(_settings.DeviceAddress, writeBuffer, readBuffer));
        }

        public void Dispose()
        {
        }
    }

    public struct I2cTransferResult
    {
        internal I2cTransferResult(I2cTransferStatus status) => Status = status;

        public I2cTransferStatus Status { get; }
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
