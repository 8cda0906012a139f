using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Registers = Firmware.Core.Sensors.Bme280Registers;

namespace Firmware.VirtualDevice.Sensor;

/// <summary>
/// Drives a BMP280 in forced mode (BST-BMP280-DS001, section 3.6.2): the desk's stand-in for the package that drives it on the board,
/// behind the same port. A driver of its own rather than Core's with a switch: it is the way through the port that is to be run here.
/// Registers, calibration and compensation of temperature and pressure are the BME280's. Used by one thread at a time.
/// </summary>
internal sealed class Bmp280Driver(IRegisterBus bus, SensorSettings settings) : ISensor
{
    private const int CalibrationBytes = 24; // 0x88 to 0x9F: T1 to P9
    private const int DataBytes = 6; // 0xF7 to 0xFC
    private const byte FilterMask = 0x1C;

    private readonly byte _ctrlMeas = (byte)((int)settings.Temperature << 5 | (int)settings.Pressure << 2);
    private readonly byte _config = (byte)((int)settings.Filter << 2);
    private readonly byte[] _bytes = new byte[Registers.CalibrationLowBytes];
    private Bme280Calibration? _calibration;

    /// <inheritdoc/>
    public string Name => "BMP280";

    /// <inheritdoc/>
    public int MeasurementMs => Bme280Timing.MeasurementMs(settings.Temperature, settings.Pressure, Oversampling.Skipped);

    /// <inheritdoc/>
    public SensorStatus Configure()
    {
        if (!bus.TryRead(Registers.Status, _bytes, 1)) return SensorStatus.BusError;
        if ((_bytes[0] & Registers.StatusImUpdate) != 0) return SensorStatus.Busy;
        if (!bus.TryRead(Registers.CalibrationLow, _bytes, CalibrationBytes)) return SensorStatus.BusError;
        _calibration = Bme280Calibration.FromRegisters(_bytes, new byte[Registers.CalibrationHighBytes]);
        if (!_calibration.IsPlausible) return SensorStatus.BadCalibration;
        return bus.TryWrite(Registers.CtrlMeas, _ctrlMeas) && bus.TryWrite(Registers.Config, _config)
            ? SensorStatus.Ready
            : SensorStatus.BusError;
    }

    /// <inheritdoc/>
    public SensorStatus Begin()
    {
        var status = CheckControl();
        if (status != SensorStatus.Ready) return status;
        return bus.TryWrite(Registers.CtrlMeas, (byte)(_ctrlMeas | Registers.ModeForced)) ? SensorStatus.Ready : SensorStatus.BusError;
    }

    /// <inheritdoc/>
    public SensorStatus Read(Sample into, out int skipped)
    {
        skipped = 0;
        into.Clear();
        var status = CheckControl();
        if (status != SensorStatus.Ready) return status;
        if (!bus.TryRead(Registers.Data, _bytes, DataBytes)) return SensorStatus.BusError;
        skipped = Compensate(into);
        return SensorStatus.Ready;
    }

    private SensorStatus CheckControl()
    {
        if (!bus.TryRead(Registers.Status, _bytes, 3)) return SensorStatus.BusError;
        var (state, ctrlMeas, config) = (_bytes[0], _bytes[1], _bytes[2]);
        var isKept = (ctrlMeas & ~Registers.ModeMask) == _ctrlMeas && (config & FilterMask) == _config;
        if (!isKept || (state & Registers.StatusImUpdate) != 0) return SensorStatus.ConfigurationLost;
        var isMeasuring = (state & Registers.StatusMeasuring) != 0 || (ctrlMeas & Registers.ModeMask) != 0;
        return isMeasuring ? SensorStatus.Busy : SensorStatus.Ready;
    }

    private int Compensate(Sample into)
    {
        var pressure = _bytes[0] << 12 | _bytes[1] << 4 | _bytes[2] >> 4;
        var temperature = _bytes[3] << 12 | _bytes[4] << 4 | _bytes[5] >> 4;
        var isPressureAsked = settings.Pressure != Oversampling.Skipped;
        if (temperature == Registers.SkippedAdc20) return isPressureAsked ? 2 : 1; // without t_fine the other means nothing
        var fine = Bme280Compensation.FineTemperature(_calibration!, temperature);
        into.SetTemperature(Bme280Compensation.TemperatureCentiC(fine));
        if (pressure == Registers.SkippedAdc20) return isPressureAsked ? 1 : 0;
        into.SetPressure(Bme280Compensation.PressurePa(_calibration!, pressure, fine));
        return 0;
    }
}
