using System;
using System.Device.I2c;
using System.IO;
using System.Threading;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Iot.Device.Bmxx80;
using UnitsNet;

namespace Firmware.Esp32
{
    /// <summary>
    /// A sensor that Iot.Device.Bmxx80 drives, with a guard around what the package does not tell. It ignores failed transfers and skip
    /// codes, so its settings are read back, a conversion is started over the bus, which knows whether the write arrived, the chip's
    /// identity is read before each reading, and each reading is computed by two objects, which have read the calibration each for
    /// itself: a disturbed transfer shows as a difference. For one thread.
    /// </summary>
    internal abstract class PackagedSensor : ISensor
    {
        private const int Skipped20 = 0x80000; // on all three: BST-BMP280-DS001, section 4.3.6; BST-BME680-DS001, section 5.3.4
        private const int StartPauseMs = Bme280Timing.StartUpMs + 1;
        private const byte ModeMask = 0x03;
        private const byte ModeForced = 0x01;

        private readonly I2cRegisterBus _bus;
        private readonly byte _chipId;
        private readonly byte _ctrlMeasRegister;
        private readonly byte _dataRegister;
        private readonly byte[] _bytes = new byte[8];
        private Bmxx80Base? _chip;
        private Bmxx80Base? _witness;

        protected PackagedSensor(I2cRegisterBus bus, byte chipId, byte ctrlMeasRegister, byte dataRegister, SensorSettings settings)
        {
            _bus = bus;
            _chipId = chipId;
            _ctrlMeasRegister = ctrlMeasRegister;
            _dataRegister = dataRegister;
            Settings = settings;
        }

        /// <inheritdoc/>
        public abstract string Name { get; }

        /// <inheritdoc/>
        public abstract int MeasurementMs { get; }

        protected SensorSettings Settings { get; }

        /// <inheritdoc/>
        public SensorStatus Configure()
        {
            try
            {
                // Each object resets the chip after it has read the calibration, and does not wait.
                _witness = Make(_bus.Device);
                Thread.Sleep(StartPauseMs);
                _chip = Make(_bus.Device);
                Thread.Sleep(StartPauseMs);
                Apply(_chip);
                _chip.TemperatureSampling = (Sampling)(int)Settings.Temperature;
                _chip.PressureSampling = (Sampling)(int)Settings.Pressure;
            }
            catch (IOException)
            {
                return SensorStatus.BusError; // the package did not find the identity that Core has just read
            }
            catch (InvalidOperationException)
            {
                return SensorStatus.BusError; // what ESP-IDF reports beyond NAK and time-out
            }

            return CheckControl();
        }

        /// <inheritdoc/>
        public SensorStatus Begin()
        {
            SensorStatus status = Check();
            if (status != SensorStatus.Ready) return status;
            return _bus.TryWrite(_ctrlMeasRegister, (byte)(CtrlMeas | ModeForced)) ? SensorStatus.Ready : SensorStatus.BusError;
        }

        /// <inheritdoc/>
        public SensorStatus Read(Sample into, out int skipped)
        {
            skipped = 0;
            into.Clear();
            SensorStatus status = Check();
            if (status != SensorStatus.Ready) return status;
            if (!_bus.TryRead(_dataRegister, _bytes, _bytes.Length)) return SensorStatus.BusError;
            try
            {
                if (TryTake(into, out skipped)) return SensorStatus.Ready;
            }
            catch (InvalidOperationException)
            {
                // As above: a failed transfer.
            }

            into.Clear();
            skipped = 0;
            return SensorStatus.BusError;
        }

        /// <summary>What ctrl_meas holds while the chip sleeps: osrs_t in bits 7 to 5, osrs_p in 4 to 2, on all three chips.</summary>
        protected byte CtrlMeas => (byte)((int)Settings.Temperature << 5 | (int)Settings.Pressure << 2);

        /// <summary>Makes the package's object, which reads the calibration and resets the chip.</summary>
        protected abstract Bmxx80Base Make(I2cDevice device);

        /// <summary>Writes the settings that are not the same for all chips.</summary>
        protected abstract void Apply(Bmxx80Base chip);

        /// <summary>Whether the chip holds its settings, and sleeps.</summary>
        protected abstract SensorStatus CheckControl();

        /// <summary>Takes the channel that only some chips have, from both objects.</summary>
        /// <returns>False if the two differ.</returns>
        protected abstract bool TryTakeHumidity(Bmxx80Base chip, Bmxx80Base witness, Sample into, ref int skipped);

        protected bool TryRead(byte register, byte[] into, int count) => _bus.TryRead(register, into, count);

        /// <summary>The raw humidity, behind pressure and temperature.</summary>
        protected int RawHumidity => _bytes[6] << 8 | _bytes[7];

        protected static SensorStatus StateOf(bool isKept, bool isMeasuring, byte ctrlMeas)
        {
            if (!isKept) return SensorStatus.ConfigurationLost;
            return isMeasuring || (ctrlMeas & ModeMask) != 0 ? SensorStatus.Busy : SensorStatus.Ready;
        }

        protected bool IsCtrlMeasKept(byte ctrlMeas) => (ctrlMeas & ~ModeMask) == CtrlMeas;

        private bool IsPressureAsked => Settings.Pressure != Oversampling.Skipped;

        protected virtual int AskedFor => IsPressureAsked ? 2 : 1;

        private bool TryTake(Sample into, out int skipped)
        {
            skipped = AskedFor;
            if (IsSkipped(3)) return true; // without a temperature the others mean nothing
            return TryTakeTemperature(_chip!, _witness!, into, ref skipped)
                && (!IsPressureAsked || IsSkipped(0) || TryTakePressure(_chip!, _witness!, into, ref skipped))
                && TryTakeHumidity(_chip!, _witness!, into, ref skipped);
        }

        // The raw pressure is at 0 of the data registers, the raw temperature at 3.
        private bool IsSkipped(int at) => (_bytes[at] << 12 | _bytes[at + 1] << 4 | _bytes[at + 2] >> 4) == Skipped20;

        private static bool TryTakeTemperature(Bmxx80Base chip, Bmxx80Base witness, Sample into, ref int skipped)
        {
            chip.TryReadTemperature(out Temperature a);
            witness.TryReadTemperature(out Temperature b);
            if (!PackageReading.TryAgree(a.DegreesCelsius, b.DegreesCelsius, 100, -4_000, 8_500, out int centiC, out bool isValid))
                return false;
            if (!isValid) return true;
            into.SetTemperature(centiC);
            skipped--;
            return true;
        }

        private static bool TryTakePressure(Bmxx80Base chip, Bmxx80Base witness, Sample into, ref int skipped)
        {
            chip.TryReadPressure(out Pressure a);
            witness.TryReadPressure(out Pressure b);
            if (!PackageReading.TryAgree(a.Pascals, b.Pascals, 1, 30_000, 110_000, out int pa, out bool isValid)) return false;
            if (!isValid) return true;
            into.SetPressure(pa);
            skipped--;
            return true;
        }

        private SensorStatus Check()
        {
            if (!_bus.TryRead(Bme280Registers.Id, _bytes, 1)) return SensorStatus.BusError;
            return _bytes[0] == _chipId ? CheckControl() : SensorStatus.ConfigurationLost;
        }
    }
}
