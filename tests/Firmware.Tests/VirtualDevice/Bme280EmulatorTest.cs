using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Sensor;
using Support;

namespace Firmware.Tests.VirtualDevice;

/// <summary>The chip as the datasheet describes it, asked over the bus and without the driver.</summary>
public sealed class Bme280EmulatorTest
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly Bme280Emulator _chip;

    public Bme280EmulatorTest()
    {
        var air = new RecordedRow(TimeSpan.Zero, new Conditions(25.082478, 56.206269, 1006.532668));
        _chip = new Bme280Emulator(new RecordedClimate([air], _clock.GetUtcNow()), _clock);
    }

    private byte[] Read(byte register, int count)
    {
        var bytes = new byte[count];
        Assert.True(_chip.TryRead(register, bytes, count), $"0x{register:X2} was not acknowledged");
        return bytes;
    }

    private void Write(byte register, byte value) => Assert.True(_chip.TryWrite(register, value), $"0x{register:X2} was not acknowledged");

    private void StartUp() => _clock.Advance(Bme280Emulator.StartUpTime);

    private void Measure(byte ctrlHum, byte ctrlMeas)
    {
        StartUp();
        Write(0xF2, ctrlHum);
        Write(0xF4, ctrlMeas);
        _clock.Advance(TimeSpan.FromMilliseconds(120));
    }

    [Fact]
    public void After_power_on_it_sleeps_with_every_channel_skipped()
    {
        StartUp();
        Assert.Equal([0x60], Read(0xD0, 1));
        Assert.Equal([0, 0, 0, 0], Read(0xF2, 4));
        Assert.Equal([0x80, 0, 0, 0x80, 0, 0, 0x80, 0], Read(0xF7, 8));
    }

    [Fact]
    public void The_calibration_appears_when_im_update_ends_two_milliseconds_after_power_on()
    {
        _clock.Advance(Bme280Emulator.StartUpTime - TimeSpan.FromTicks(1));
        Assert.Equal([0x01], Read(0xF3, 1));
        Assert.Equal([0, 0], Read(0x88, 2));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([0x00], Read(0xF3, 1));
        Assert.Equal([0x70, 0x6B, 0x43, 0x67, 0x18, 0xFC, 0x7D, 0x8E, 0x43, 0xD6], Read(0x88, 10));
        Assert.Equal([0, 75], Read(0xA0, 2));
        Assert.Equal([0x72, 0x01, 0, 0x13, 0x29, 0x03, 30], Read(0xE1, 7));
    }

    [Fact]
    public void A_forced_conversion_takes_the_datasheets_time_and_changes_the_data_at_its_end_only()
    {
        StartUp();
        Write(0xF2, 1);
        Write(0xF4, 0x25);
        _clock.Advance(TimeSpan.FromMicroseconds(9299));
        Assert.Equal([0x08, 0x25], Read(0xF3, 2));
        Assert.Equal([0x80, 0, 0, 0x80, 0, 0, 0x80, 0], Read(0xF7, 8));
        _clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal([0x00, 0x24], Read(0xF3, 2));
        Assert.Equal([0x7E, 0xED, 0x00], Read(0xFA, 3));
        Assert.Equal(1, _chip.Conversions);
    }

    [Fact]
    public void The_datasheets_example_comes_back_as_its_raw_bytes()
    {
        Measure(5, 0xB5);
        Assert.Equal([0x65, 0x5A, 0xC0, 0x7E, 0xED, 0x00, 30000 >> 8, 30000 & 0xFF], Read(0xF7, 8));
    }

    [Theory]
    [InlineData(0x01, 0x25, 9300)]
    [InlineData(0x01, 0x55, 46100)]
    [InlineData(0x00, 0x2D, 13325)]
    [InlineData(0x05, 0xB5, 112800)]
    [InlineData(0x07, 0xFD, 112800)]
    public void The_measuring_time_follows_the_oversampling(byte ctrlHum, byte ctrlMeas, int expectedUs)
    {
        StartUp();
        Write(0xF2, ctrlHum);
        Write(0xF4, ctrlMeas);
        _clock.Advance(TimeSpan.FromMicroseconds(expectedUs - 1));
        Assert.Equal([0x08], Read(0xF3, 1));
        _clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal([0x00], Read(0xF3, 1));
    }

    [Fact]
    public void Ctrl_hum_waits_for_a_write_to_ctrl_meas()
    {
        Measure(0x00, 0x25);
        Write(0xF2, 1);
        Assert.Equal([0x80, 0x00], Read(0xFD, 2));
        Write(0xF4, 0x25);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.NotEqual([0x80, 0x00], Read(0xFD, 2));
    }

    [Theory]
    [InlineData(0x01, 0x05, 0xFA)]
    [InlineData(0x01, 0x21, 0xF7)]
    [InlineData(0x00, 0x25, 0xFD)]
    public void A_skipped_channel_reads_its_skip_code_and_the_others_do_not(byte ctrlHum, byte ctrlMeas, byte skipped)
    {
        Measure(ctrlHum, ctrlMeas);
        foreach (byte register in (byte[])[0xF7, 0xFA, 0xFD])
            Assert.Equal(register == skipped, Read(register, 2) is [0x80, 0x00]);
    }

    [Theory]
    [InlineData(0x25, 16)]
    [InlineData(0x49, 17)]
    [InlineData(0x6D, 18)]
    [InlineData(0x91, 19)]
    [InlineData(0xB5, 20)]
    public void The_resolution_is_one_bit_more_for_each_doubling(byte ctrlMeas, int bits)
    {
        Measure(1, ctrlMeas);
        var data = Read(0xF7, 6);
        Assert.Equal(0, (data[2] >> 4) % (1 << (20 - bits)));
        Assert.Equal(0, (data[5] >> 4) % (1 << (20 - bits)));
    }

    [Fact]
    public void A_ctrl_meas_written_during_a_conversion_is_carried_out_after_it()
    {
        StartUp();
        Write(0xF2, 1);
        Write(0xF4, 0x25);
        Write(0xF4, 0x26);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal([0x08], Read(0xF3, 1));
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal([0x00], Read(0xF3, 1));
        Assert.Equal(2, _chip.Conversions);
    }

    [Fact]
    public void A_soft_reset_and_a_brown_out_put_every_register_back()
    {
        foreach (var lose in (Action[])[() => Write(0xE0, 0xB6), _chip.Faults.BrownOut])
        {
            Measure(1, 0x25);
            lose();
            Assert.Equal([0x00, 0x01, 0x00, 0x00], Read(0xF2, 4));
            Assert.Equal([0x80, 0, 0, 0x80, 0, 0, 0x80, 0], Read(0xF7, 8));
            Assert.Equal([0, 0], Read(0x88, 2));
        }
    }

    [Fact]
    public void Another_value_than_B6_resets_nothing()
    {
        Measure(1, 0x25);
        Write(0xE0, 0xB7);
        Assert.Equal([0x01, 0x00, 0x24], Read(0xF2, 3));
    }

    [Theory]
    [InlineData(0xF2, 0x08)]
    [InlineData(0xF5, 0x02)]
    [InlineData(0xF4, 0x27)]
    [InlineData(0xD0, 0x60)]
    [InlineData(0xF7, 0x00)]
    [InlineData(0x88, 0x00)]
    public void What_the_datasheet_forbids_is_refused_and_named(byte register, byte value)
    {
        StartUp();
        Assert.False(_chip.TryWrite(register, value));
        Assert.Single(_chip.Violations);
    }

    [Fact]
    public void A_read_past_the_last_register_is_refused()
    {
        Assert.False(_chip.TryRead(0xFE, new byte[3], 3));
        Assert.Single(_chip.Violations);
    }

    [Fact]
    public void Demanded_naks_come_and_end()
    {
        _chip.Faults.Nak(2);
        Assert.False(_chip.TryWrite(0xF2, 1));
        Assert.False(_chip.TryRead(0xD0, new byte[1], 1));
        Assert.Equal([0x60], Read(0xD0, 1));
    }

    [Fact]
    public void An_unplugged_chip_answers_nothing_and_comes_back_as_after_power_on()
    {
        Measure(1, 0x25);
        _chip.Faults.Unplug();
        Assert.False(_chip.TryRead(0xD0, new byte[1], 1));
        _chip.Faults.PlugIn();
        Assert.Equal([0x60], Read(0xD0, 1));
        Assert.Equal([0x80, 0x00], Read(0xFA, 2));
    }

    [Fact]
    public void A_spike_lasts_one_conversion_and_a_freeze_until_the_thaw()
    {
        Measure(1, 0x25);
        var calm = Read(0xF7, 8);
        _chip.Faults.Spike(new Conditions(20, 0, 0));
        Measure(1, 0x25);
        Assert.NotEqual(calm, Read(0xF7, 8));
        Measure(1, 0x25);
        Assert.Equal(calm, Read(0xF7, 8));

        _chip.Faults.Freeze();
        _chip.Faults.Spike(new Conditions(20, 0, 0));
        Measure(1, 0x25);
        Assert.Equal(calm, Read(0xF7, 8));
        _chip.Faults.Thaw();
        Measure(1, 0x25);
        Assert.NotEqual(calm, Read(0xF7, 8));
    }

    [Fact]
    public void The_filter_takes_its_first_value_as_it_is_and_then_follows_slowly()
    {
        StartUp();
        Write(0xF5, 0x08);
        Measure(1, 0xB5);
        var first = Raw20(0xFA);
        _chip.Faults.Spike(new Conditions(8, 0, 0));
        Measure(1, 0xB5);
        Assert.Equal(first + FullStepOf8C / 4.0, Raw20(0xFA), tolerance: 20);
    }

    // 8 °C in units of the raw temperature near 25 °C, where the slope is T2 / 16384 + T3 * (519888 / 131072 - T1 / 8192) / 65536.
    private const double FullStepOf8C = 8 * 5120 / (26435 / 16384.0 - 1000 * (519888 / 131072.0 - 27504 / 8192.0) / 65536);

    private int Raw20(byte register)
    {
        var bytes = Read(register, 3);
        return (bytes[0] << 12) | (bytes[1] << 4) | (bytes[2] >> 4);
    }
}
