using System.Device.I2c;
using Firmware.Esp32;

namespace Firmware.Tests.Shell;

public sealed class I2cRegisterBusTest : IDisposable
{
    private const int Low = Board.SensorAddressSdoLow;
    private const int High = Board.SensorAddressSdoHigh;
    private readonly List<(int Address, string Written, int ReadLength)> _transfers = [];
    private readonly I2cRegisterBus _bus = new(Board.I2cBus, Low, High);
    private readonly byte[] _into = new byte[8];
    private int _chipAt = Low;

    public I2cRegisterBusTest() => I2cDevice.Bus = Transfer;

    public void Dispose()
    {
        _bus.Dispose();
        I2cDevice.Bus = null;
    }

    [Fact]
    public void A_read_is_one_transaction_that_fills_from_index_0()
    {
        Assert.True(_bus.TryRead(0xF7, _into, 3));

        Assert.Equal([(Low, "F7", 3)], _transfers);
        Assert.Equal([0xF7, 0xF8, 0xF9, 0, 0, 0, 0, 0], _into);
    }

    [Fact]
    public void A_write_sends_register_and_value()
    {
        Assert.True(_bus.TryWrite(0xF4, 0x25));

        Assert.Equal([(Low, "F425", 0)], _transfers);
    }

    [Fact]
    public void A_chip_at_the_other_address_is_found_and_stayed_with()
    {
        _chipAt = High;

        Assert.True(_bus.TryRead(0xD0, _into, 1));
        Assert.True(_bus.TryRead(0xD0, _into, 1));

        Assert.Equal([Low, High, High], _transfers.Select(transfer => transfer.Address));
    }

    [Fact]
    public void Without_a_chip_a_transfer_fails_and_the_address_is_kept()
    {
        _chipAt = 0;
        Assert.False(_bus.TryRead(0xD0, _into, 1));

        _chipAt = Low;
        Assert.True(_bus.TryRead(0xD0, _into, 1));

        Assert.Equal([Low, High, Low], _transfers.Select(transfer => transfer.Address));
    }

    [Theory]
    [InlineData(I2cTransferStatus.UnknownError)]
    [InlineData(I2cTransferStatus.ClockStretchTimeout)]
    [InlineData(I2cTransferStatus.PartialTransfer)]
    public void Any_other_failure_is_reported_and_not_tried_at_the_other_address(I2cTransferStatus status)
    {
        var asked = new List<int>();
        I2cDevice.Bus = (address, _, _) =>
        {
            asked.Add(address);
            return status;
        };

        Assert.False(_bus.TryRead(0xD0, _into, 1));
        Assert.Equal([Low], asked);
    }

    [Fact]
    public void An_exception_of_the_driver_is_a_failed_transfer()
    {
        I2cDevice.Bus = (_, _, _) => throw new InvalidOperationException();

        Assert.False(_bus.TryWrite(0xE0, 0xB6));
    }

    private I2cTransferStatus Transfer(int address, SpanByte write, SpanByte read)
    {
        _transfers.Add((address, Convert.ToHexString(write.Array, write.Start, write.Length), read.Length));
        if (address != _chipAt) return I2cTransferStatus.SlaveAddressNotAcknowledged;
        for (var i = 0; i < read.Length; i++) read.Array[read.Start + i] = (byte)(write.Array[0] + i);
        return I2cTransferStatus.FullTransfer;
    }
}
