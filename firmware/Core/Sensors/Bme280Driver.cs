using Firmware.Core.Ports;

namespace Firmware.Core.Sensors
{
    /// <summary>
    /// Drives a BME280 in forced mode (BST-BME280-DS002, section 3.3.3). It never waits: each call does a few transfers and says how
    /// they ended; the caller waits. Order: <see cref="TryReset"/>, wait <see cref="Bme280Timing.StartUpMs"/>,
    /// <see cref="Configure"/> until it is not busy; then, for each sample, <see cref="Begin"/>, wait <see cref="MeasurementMs"/>,
    /// <see cref="Read"/>. Anything but Ready and Busy means: start again from the reset. Allocates only in
    /// <see cref="Configure"/>; used by one thread at a time.
    /// </summary>
    public sealed class Bme280Driver
    {
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
        /// <param name="temperature">Conversions for one temperature; not skipped, because the other channels need it.</param>
        /// <param name="pressure">Conversions for one pressure.</param>
        /// <param name="humidity">Conversions for one humidity.</param>
        /// <param name="filter">The chip's low-pass filter.</param>
        public Bme280Driver(IRegisterBus bus, Oversampling temperature, Oversampling pressure, Oversampling humidity, IirFilter filter)
        {
            _bus = bus;
            _pressure = pressure;
            _humidity = humidity;
            _ctrlHum = (byte)humidity;
            _ctrlMeasAsleep = (byte)((int)temperature << 5 | (int)pressure << 2);
            _config = (byte)((int)filter << 2);
            MeasurementMs = Bme280Timing.MeasurementMs(temperature, pressure, humidity);
        }

        /// <summary>How long to wait between <see cref="Begin"/> and <see cref="Read"/>, in ms.</summary>
        public int MeasurementMs { get; }

        /// <summary>The identity that <see cref="Configure"/> read; <see cref="Bme280Registers.ChipId"/> on a BME280.</summary>
        public byte ChipId { get; private set; }

        /// <summary>Resets the chip (section 5.4.2), which also puts it to sleep.</summary>
        /// <returns>True if the chip acknowledged.</returns>
        public bool TryReset() => _bus.TryWrite(Bme280Registers.Reset, Bme280Registers.ResetCommand);

        /// <summary>
        /// Identifies the chip, reads its calibration once im_update is over, and writes ctrl_hum, ctrl_meas and, asleep, config.
        /// </summary>
        /// <returns>Ready; Busy while the chip still copies its calibration; otherwise what is wrong.</returns>
        public Bme280Status Configure()
        {
            if (!_bus.TryRead(Bme280Registers.Id, _control, 1)) return Bme280Status.BusError;
            ChipId = _control[0];
            if (ChipId != Bme280Registers.ChipId) return Bme280Status.WrongChip;
            if (!_bus.TryRead(Bme280Registers.Status, _control, 1)) return Bme280Status.BusError;
            if ((_control[0] & Bme280Registers.StatusImUpdate) != 0) return Bme280Status.Busy;
            var status = ReadCalibration();
            if (status != Bme280Status.Ready) return status;
            // ctrl_hum takes effect with the write of ctrl_meas (section 5.4.3).
            return _bus.TryWrite(Bme280Registers.CtrlHum, _ctrlHum)
                && _bus.TryWrite(Bme280Registers.CtrlMeas, _ctrlMeasAsleep)
                && _bus.TryWrite(Bme280Registers.Config, _config)
                ? Bme280Status.Ready
                : Bme280Status.BusError;
        }

        /// <summary>Starts one conversion of every channel.</summary>
        /// <returns>Ready when it runs; Busy while the one before has not ended; otherwise what is wrong.</returns>
        public Bme280Status Begin()
        {
            var status = CheckControl();
            if (status != Bme280Status.Ready) return status;
            return _bus.TryWrite(Bme280Registers.CtrlMeas, (byte)(_ctrlMeasAsleep | Bme280Registers.ModeForced))
                ? Bme280Status.Ready
                : Bme280Status.BusError;
        }

        /// <summary>Reads the conversion that <see cref="Begin"/> started.</summary>
        /// <param name="into">Receives the channels that were measured; the others are absent. Empty unless Ready.</param>
        /// <param name="skipped">How many channels gave the code for "not measured" although they were asked for.</param>
        /// <returns>Ready; Busy while the chip still converts; otherwise what is wrong.</returns>
        public Bme280Status Read(Sample into, out int skipped)
        {
            skipped = 0;
            into.Clear();
            var status = CheckControl();
            if (status != Bme280Status.Ready) return status;
            if (!_bus.TryRead(Bme280Registers.Data, _data, Bme280Registers.DataBytes)) return Bme280Status.BusError;
            skipped = Compensate(into);
            return Bme280Status.Ready;
        }

        private Bme280Status ReadCalibration()
        {
            var low = new byte[Bme280Registers.CalibrationLowBytes];
            var high = new byte[Bme280Registers.CalibrationHighBytes];
            if (!_bus.TryRead(Bme280Registers.CalibrationLow, low, low.Length)) return Bme280Status.BusError;
            if (!_bus.TryRead(Bme280Registers.CalibrationHigh, high, high.Length)) return Bme280Status.BusError;
            _calibration = Bme280Calibration.FromRegisters(low, high);
            return _calibration.IsPlausible ? Bme280Status.Ready : Bme280Status.BadCalibration;
        }

        // A brown-out puts the control registers back to zero while the bus goes on working: nothing but reading them back shows it.
        private Bme280Status CheckControl()
        {
            if (_calibration == null) return Bme280Status.ConfigurationLost;
            if (!_bus.TryRead(Bme280Registers.CtrlHum, _control, ControlBytes)) return Bme280Status.BusError;
            if ((_control[0] & CtrlHumMask) != _ctrlHum) return Bme280Status.ConfigurationLost;
            if ((_control[2] & ~Bme280Registers.ModeMask) != _ctrlMeasAsleep) return Bme280Status.ConfigurationLost;
            if ((_control[3] & ConfigMask) != _config) return Bme280Status.ConfigurationLost;
            if ((_control[1] & Bme280Registers.StatusImUpdate) != 0) return Bme280Status.ConfigurationLost;
            var measuring = (_control[1] & Bme280Registers.StatusMeasuring) != 0 || (_control[2] & Bme280Registers.ModeMask) != 0;
            return measuring ? Bme280Status.Busy : Bme280Status.Ready;
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
