using System.Device.I2c;
using Firmware.Core;
using Firmware.Core.Sensors;
using Firmware.Esp32;
using Firmware.Tests.Nano.Fakes;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Sensor;
using Support;

namespace Firmware.Tests.Shell;

/// <summary>The package's sensors on a bus that can fail: stubs that do to the bus what the package does, on an emulated chip.</summary>
public sealed class PackagedSensorTest : IDisposable
{
    private static readonly SensorSettings Settings = new(Oversampling.X2, Oversampling.X16, Oversampling.X1, IirFilter.X4);

    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly I2cRegisterBus _bus = new(Board.I2cBus, Board.SensorAddressSdoLow, Board.SensorAddressSdoHigh);
    private readonly Bme280Emulator _bmp280;
    private readonly RegisterFile _bme680 = new();
    private readonly Sample _sample = new();
    private int _transfersUntilFailure = int.MaxValue;

    public PackagedSensorTest()
    {
        var air = new RecordedClimate([new RecordedRow(TimeSpan.Zero, new Conditions(21.5, 40.2, 1013.25))], _clock.GetUtcNow());
        _bmp280 = new Bme280Emulator(air, _clock, SensorChip.Bmp280);
        _bme680.Bytes[0xD0] = Bme680Sensor.ChipId;
        I2cDevice.Bus = (address, write, read) => Transfer(_bmp280, write, read);
        _clock.Advance(TimeSpan.FromMilliseconds(5));
    }

    public void Dispose()
    {
        _bus.Dispose();
        I2cDevice.Bus = null;
    }

    [Fact]
    public void The_identity_chooses_the_driver()
    {
        var family = new PackagedSensors(_bus);

        Assert.Equal("BMP280", family.DriverOf(0x58, Settings)!.Name);
        Assert.Equal("BME680", family.DriverOf(0x61, Settings)!.Name);
        Assert.All([0x00, 0x55, 0x56, 0x57, 0x60, 0xFF], id => Assert.Null(family.DriverOf((byte)id, Settings)));
        Assert.Equal("BMP280,BME680", family.Names);
    }

    [Fact]
    public void A_bmp280_is_measured_and_has_no_humidity()
    {
        var sensor = Configured(out var status);
        Assert.Equal(SensorStatus.Ready, status);

        Assert.Equal(SensorStatus.Ready, Measure(sensor, out var skipped));
        Assert.Equal(0, skipped);
        Assert.InRange(_sample.TemperatureCentiC, 2149, 2151);
        Assert.InRange(_sample.PressurePa, 101_321, 101_329);
        Assert.False(_sample.HasHumidity);
        Assert.Empty(_bmp280.Violations);
    }

    [Fact]
    public void An_unplugged_sensor_is_lost_and_never_a_value()
    {
        var sensor = Configured(out _);
        _bmp280.Faults.Unplug();
        Assert.Equal(SensorStatus.BusError, Measure(sensor, out _));

        Assert.Equal(SensorStatus.BusError, sensor.Read(_sample, out _));
        Assert.True(_sample.IsEmpty);
    }

    [Fact]
    public void A_brown_out_is_noticed_before_and_during_a_conversion()
    {
        var sensor = Configured(out _);
        _bmp280.Faults.BrownOut();
        Assert.Equal(SensorStatus.ConfigurationLost, sensor.Begin());

        sensor = Configured(out _);
        Assert.Equal(SensorStatus.Ready, sensor.Begin());
        _bmp280.Faults.BrownOut();
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(SensorStatus.ConfigurationLost, sensor.Read(_sample, out _));
        Assert.True(_sample.IsEmpty);
    }

    [Fact]
    public void Another_chip_in_its_place_is_told_from_it()
    {
        var sensor = Configured(out _);
        I2cDevice.Bus = (_, write, read) => Transfer(_bme680, write, read);

        Assert.Equal(SensorStatus.ConfigurationLost, sensor.Begin());
    }

    [Fact]
    public void Whichever_transfer_fails_there_is_no_value_but_the_true_one()
    {
        for (var transfer = 0; ; transfer++)
        {
            _bmp280.TryWrite(0xE0, 0xB6);
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            _sample.Clear();
            _transfersUntilFailure = transfer;
            var sensor = Configured(out var status);
            if (status == SensorStatus.Ready) status = Measure(sensor, out _);
            var hasFailed = _transfersUntilFailure < 0;
            _transfersUntilFailure = int.MaxValue;
            if (status == SensorStatus.Ready)
            {
                if (_sample.HasTemperature) Assert.InRange(_sample.TemperatureCentiC, 2149, 2151);
                if (_sample.HasPressure) Assert.InRange(_sample.PressurePa, 101_321, 101_329);
            }
            else Assert.True(_sample.IsEmpty, $"a value in spite of the failed transfer {transfer}");

            if (!hasFailed) break;
            Assert.True(transfer < 200, "the conversation never ended");
        }

        Assert.True(_sample is { HasTemperature: true, HasPressure: true });
    }

    [Fact]
    public void A_bme680_is_measured_with_its_gas_sensor_off()
    {
        I2cDevice.Bus = (_, write, read) => Transfer(_bme680, write, read);
        var sensor = new Bme680Sensor(_bus, Settings);
        Assert.Equal(SensorStatus.Ready, sensor.Configure());
        Assert.Equal((8, 0), (_bme680.Bytes[0x70] & 8, _bme680.Bytes[0x71] & 16));
        Assert.Equal((1, 0x54, 0x08), (_bme680.Bytes[0x72], _bme680.Bytes[0x74], _bme680.Bytes[0x75]));

        Assert.Equal(SensorStatus.Ready, sensor.Begin());
        Assert.Equal(0x55, _bme680.Bytes[0x74]);
        Assert.Equal(SensorStatus.Busy, sensor.Read(_sample, out _));
        EndBme680Conversion(temperature: 21_504, pressure: 101_325, humidity: 4_021);
        Assert.Equal(SensorStatus.Ready, sensor.Read(_sample, out var skipped));
        Assert.Equal((0, 2150, 101_325, 4021), (skipped, _sample.TemperatureCentiC, _sample.PressurePa, _sample.HumidityCentiPercent));
    }

    [Theory]
    [InlineData(0x80000, 101_325, 4_021, 3)]
    [InlineData(21_504, 0x80000, 4_021, 1)]
    [InlineData(21_504, 101_325, 0x8000, 1)]
    [InlineData(90_000, 101_325, 4_021, 1)]
    [InlineData(21_504, 0, 4_021, 1)]
    [InlineData(21_504, 101_325, 10_001, 1)]
    public void A_skipped_channel_and_one_out_of_range_are_absent_and_counted(int temperature, int pressure, int humidity, int expected)
    {
        I2cDevice.Bus = (_, write, read) => Transfer(_bme680, write, read);
        var sensor = new Bme680Sensor(_bus, Settings);
        sensor.Configure();
        EndBme680Conversion(temperature, pressure, humidity);

        Assert.Equal(SensorStatus.Ready, sensor.Read(_sample, out var skipped));
        Assert.Equal(expected, skipped);
        Assert.Equal(3 - expected, new[] { _sample.HasTemperature, _sample.HasPressure, _sample.HasHumidity }.Count(has => has));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MinValue)]
    [InlineData(85.01)]
    [InlineData(-40.01)]
    public void What_is_no_number_in_range_is_no_reading(double value)
    {
        Assert.False(PackageReading.TryScale(value, 100, -4_000, 8_500, out var scaled));
        Assert.Equal(0, scaled);
    }

    [Theory]
    [InlineData(-40, -4_000)]
    [InlineData(-0.006, -1)]
    [InlineData(0.004, 0)]
    [InlineData(21.455001, 2_146)]
    [InlineData(85, 8_500)]
    public void A_reading_is_rounded_to_the_nearest_step(double value, int expected)
    {
        Assert.True(PackageReading.TryScale(value, 100, -4_000, 8_500, out var scaled));
        Assert.Equal(expected, scaled);
    }

    private Bmp280Sensor Configured(out SensorStatus status)
    {
        var sensor = new Bmp280Sensor(_bus, Settings);
        status = sensor.Configure();
        return sensor;
    }

    private SensorStatus Measure(Bmp280Sensor sensor, out int skipped)
    {
        skipped = 0;
        var status = sensor.Begin();
        _clock.Advance(TimeSpan.FromMilliseconds(sensor.MeasurementMs));
        return status == SensorStatus.Ready ? sensor.Read(_sample, out skipped) : status;
    }

    private void EndBme680Conversion(int temperature, int pressure, int humidity)
    {
        _bme680.Bytes[0x74] &= 0xFC;
        Store20(0x1F, pressure);
        Store20(0x22, temperature);
        (_bme680.Bytes[0x25], _bme680.Bytes[0x26]) = ((byte)(humidity >> 8), (byte)humidity);
    }

    private void Store20(int register, int value) => (_bme680.Bytes[register], _bme680.Bytes[register + 1], _bme680.Bytes[register + 2]) =
        ((byte)(value >> 12), (byte)(value >> 4), (byte)(value << 4));

    // After a reset by the package, which does not wait, the chip gets the time that the sensor's own pauses take on the board.
    private I2cTransferStatus Transfer(Core.Ports.IRegisterBus chip, SpanByte write, SpanByte read)
    {
        if (_transfersUntilFailure-- == 0) return I2cTransferStatus.SlaveAddressNotAcknowledged;
        var register = write.Array[write.Start];
        if (write.Length == 2 && !chip.TryWrite(register, write.Array[write.Start + 1])) return I2cTransferStatus.SlaveAddressNotAcknowledged;
        if (write.Length == 2 && register == 0xE0) _clock.Advance(TimeSpan.FromMilliseconds(5));
        if (read.Length == 0) return I2cTransferStatus.FullTransfer;
        var bytes = new byte[read.Length];
        if (!chip.TryRead(register, bytes, bytes.Length)) return I2cTransferStatus.SlaveAddressNotAcknowledged;
        bytes.CopyTo(read.Array, read.Start);
        return I2cTransferStatus.FullTransfer;
    }
}
