using Firmware.Core.Ports;

namespace Firmware.Core.Sensors
{
    /// <summary>
    /// Drives a BME280 in forced mode (BST-BME280-DS002, section 3.3.3). It never waits: each call does a few transfers and says how
    /// they ended. Allocates only in <see cref="Configure"/>; used by one thread at a time.
    /// </summary>
    public sealed class Bme280Driver : ISensor
    {
        /// <summary>The chip's name.</summary>
        public const string ChipName = "BME280";

        private const int ControlBytes = 4; // F2 ctrl_hum, F3 status, F4 ctrl_meas, F5 config
        private const byte CtrlHumMask = 0x07;
        private const byte ConfigMask = 0xFD; // bit 1 is not defined

        private readonly IRegisterBus _bus;
        private readonly Oversampling _pressure;
        private readonly Oversampling _humidity;
        private readonly byte _ctrlHum;
        private readonly byte _ctrlMeasAsleep;
        private readonly byte _config;
        private readonly byte[] _control = new byte[ControlBytes];
        private readonly byte[] _data = new byte[Bme280Registers.DataBytes];
        private Bme280Calibration? _calibration;

        /// <summary>Makes a driver; touches nothing yet.</summary>
        /// <param name="bus">The chip's registers.</param>
        /// <param name="settings">How it is to measure.</param>
        public Bme280Driver(IRegisterBus bus, SensorSettings settings)
        {
            _bus = bus;
            _pressure = settings.Pressure;
            _humidity = settings.Humidity;
            _ctrlHum = (byte)settings.Humidity;
            _ctrlMeasAsleep = (byte)((int)settings.Temperature << 5 | (int)settings.Pressure << 2);
            _config = (byte)((int)settings.Filter << 2);
            MeasurementMs = Bme280Timing.MeasurementMs(settings.Temperature, settings.Pressure, settings.Humidity);
        }

        /// <inheritdoc/>
        public string Name => ChipName;

        /// <inheritdoc/>
        public int MeasurementMs { get; }

        /// <summary>Reads the calibration once im_update is over, and writes ctrl_hum, ctrl_meas and, asleep, config.</summary>
        /// <returns>Ready; Busy while the chip still copies its calibration; otherwise what is wrong.</returns>
        public SensorStatus Configure()
        {
            if (!_bus.TryRead(Bme280Registers.Status, _control, 1)) return SensorStatus.BusError;
            if ((_control[0] & Bme280Registers.StatusImUpdate) != 0) return SensorStatus.Busy;
            var status = ReadCalibration();
            if (status != SensorStatus.Ready) return status;
            // ctrl_hum takes effect with the write of ctrl_meas (section 5.4.3).
            return _bus.TryWrite(Bme280Registers.CtrlHum, _ctrlHum)
                && _bus.TryWrite(Bme280Registers.CtrlMeas, _ctrlMeasAsleep)
                && _bus.TryWrite(Bme280Registers.Config, _config)
                ? SensorStatus.Ready
                : SensorStatus.BusError;
        }

        /// <inheritdoc/>
        public SensorStatus Begin()
        {
            var status = CheckControl();
            if (status != SensorStatus.Ready) return status;
            return _bus.TryWrite(Bme280Registers.CtrlMeas, (byte)(_ctrlMeasAsleep | Bme280Registers.ModeForced))
                ? SensorStatus.Ready
                : SensorStatus.BusError;
        }

        /// <inheritdoc/>
        public SensorStatus Read(Sample into, out int skipped)
        {
            skipped = 0;
            into.Clear();
            var status = CheckControl();
            if (status != SensorStatus.Ready) return status;
            if (!_bus.TryRead(Bme280Registers.Data, _data, Bme280Registers.DataBytes)) return SensorStatus.BusError;
            skipped = Compensate(into);
            return SensorStatus.Ready;
        }

        private SensorStatus ReadCalibration()
        {
            var low = new byte[Bme280Registers.CalibrationLowBytes];
            var high = new byte[Bme280Registers.CalibrationHighBytes];
            if (!_bus.TryRead(Bme280Registers.CalibrationLow, low, low.Length)) return SensorStatus.BusError;
            if (!_bus.TryRead(Bme280Registers.CalibrationHigh, high, high.Length)) return SensorStatus.BusError;
            _calibration = Bme280Calibration.FromRegisters(low, high);
            return _calibration.IsPlausible ? SensorStatus.Ready : SensorStatus.BadCalibration;
        }

        // A brown-out puts the control registers back to zero while the bus goes on working: nothing but reading them back shows it.
        private SensorStatus CheckControl()
        {
            if (_calibration == null) return SensorStatus.ConfigurationLost;
            if (!_bus.TryRead(Bme280Registers.CtrlHum, _control, ControlBytes)) return SensorStatus.BusError;
            if ((_control[0] & CtrlHumMask) != _ctrlHum) return SensorStatus.ConfigurationLost;
            if ((_control[2] & ~Bme280Registers.ModeMask) != _ctrlMeasAsleep) return SensorStatus.ConfigurationLost;
            if ((_control[3] & ConfigMask) != _config) return SensorStatus.ConfigurationLost;
            if ((_control[1] & Bme280Registers.StatusImUpdate) != 0) return SensorStatus.ConfigurationLost;
            var measuring = (_control[1] & Bme280Registers.StatusMeasuring) != 0 || (_control[2] & Bme280Registers.ModeMask) != 0;
            return measuring ? SensorStatus.Busy : SensorStatus.Ready;
        }

        private int Compensate(Sample into)
        {
            var pressure = _data[0] << 12 | _data[1] << 4 | _data[2] >> 4;
            var temperature = _data[3] << 12 | _data[4] << 4 | _data[5] >> 4;
            var humidity = _data[6] << 8 | _data[7];
            if (temperature == Bme280Registers.SkippedAdc20) return AskedFor; // without t_fine the others mean nothing
            var skipped = 0;
            var fine = Bme280Compensation.FineTemperature(_calibration!, temperature);
            into.SetTemperature(Bme280Compensation.TemperatureCentiC(fine));
            if (pressure != Bme280Registers.SkippedAdc20)
                into.SetPressure(Bme280Compensation.PressurePa(_calibration!, pressure, fine));
            else if (_pressure != Oversampling.Skipped) skipped++;
            if (humidity != Bme280Registers.SkippedAdc16)
                into.SetHumidity(Bme280Compensation.HumidityCentiPercent(_calibration!, humidity, fine));
            else if (_humidity != Oversampling.Skipped) skipped++;
            return skipped;
        }

        private int AskedFor => 1 + (_pressure != Oversampling.Skipped ? 1 : 0) + (_humidity != Oversampling.Skipped ? 1 : 0);
    }
}
