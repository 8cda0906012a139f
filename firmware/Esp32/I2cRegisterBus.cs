using System;
using System.Device.I2c;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>
    /// The sensor's registers over I2C. It asks at either address the chip can have and stays with the one that answers.
    /// nanoFramework reports a failed transfer as a status, not as an exception, so every status is checked. Not thread-safe.
    /// </summary>
    internal sealed class I2cRegisterBus : IRegisterBus, IDisposable
    {
        private readonly byte[] _read = new byte[1];
        private readonly byte[] _write = new byte[2];
        private I2cDevice _device;
        private I2cDevice _other;

        /// <summary>Opens the bus at 100 kHz, which long wires still carry; <see cref="Board.AssignPins"/> comes before.</summary>
        public I2cRegisterBus(int busId, int address, int otherAddress)
        {
            _device = I2cDevice.Create(new I2cConnectionSettings(busId, address, I2cBusSpeed.StandardMode));
            _other = I2cDevice.Create(new I2cConnectionSettings(busId, otherAddress, I2cBusSpeed.StandardMode));
        }

        /// <summary>The device at the address that answered last, for drivers that want no registers but the bus.</summary>
        public I2cDevice Device => _device;

        /// <inheritdoc/>
        public bool TryRead(byte register, byte[] into, int count)
        {
            _read[0] = register;
            return Transfer(new SpanByte(_read), new SpanByte(into, 0, count));
        }

        /// <inheritdoc/>
        public bool TryWrite(byte register, byte value)
        {
            _write[0] = register;
            _write[1] = value;
            return Transfer(new SpanByte(_write), SpanByte.Empty);
        }

        /// <summary>Frees both addresses.</summary>
        public void Dispose()
        {
            _device.Dispose();
            _other.Dispose();
        }

        private bool Transfer(SpanByte write, SpanByte read)
        {
            I2cTransferStatus status = Transfer(_device, write, read);
            if (status != I2cTransferStatus.SlaveAddressNotAcknowledged) return status == I2cTransferStatus.FullTransfer;
            if (Transfer(_other, write, read) != I2cTransferStatus.FullTransfer) return false;
            I2cDevice answered = _other;
            _other = _device;
            _device = answered;
            return true;
        }

        // A read is one transaction with a repeated start (WriteRead), as BST-BME280-DS002 section 6.2.2 asks.
        private static I2cTransferStatus Transfer(I2cDevice device, SpanByte write, SpanByte read)
        {
            try
            {
                return (read.IsEmpty ? device.Write(write) : device.WriteRead(write, read)).Status;
            }
            catch (InvalidOperationException)
            {
                // What ESP-IDF reports beyond NAK and time-out: a failed transfer as well, and counted by the caller as one.
                return I2cTransferStatus.UnknownError;
            }
        }
    }
}
