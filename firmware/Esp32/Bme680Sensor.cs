using System.Device.I2c;
using Firmware.Core;
using Firmware.Core.Sensors;
using Iot.Device.Bmxx80;
using Iot.Device.Bmxx80.FilteringMode;
using UnitsNet;

namespace Firmware.Esp32
{
    /// <summary>
    /// A BME680: temperature, humidity and pressure; its gas sensor, whose heater warms the others, stays off. Registers:
    /// BST-BME680-DS001, section 5.3. For one thread.
    /// </summary>
    internal sealed class Bme680Sensor : PackagedSensor
    {
        /// <summary>Its identity.</summary>
        public const byte ChipId = 0x61;

        /// <summary>Its name.</summary>
        public const string ChipName = "BME680";

        private const byte CtrlGas = 0x70; // ctrl_gas_0, ctrl_gas_1, ctrl_hum, an unused one, ctrl_meas, config
        private const byte CtrlMeasRegister = 0x74;
        private const byte Status = 0x1D;
        private const byte Data = 0x1F;
        private const byte HeatOff = 0x08;
        private const byte RunGas = 0x10;
        private const byte CtrlHumMask = 0x07;
        private const byte FilterMask = 0x1C;
        private const byte StatusMeasuring = 0x20;
        private const int Skipped16 = 0x8000;

        private readonly byte[] _control = new byte[6];
        private readonly byte[] _status = new byte[1];

        public Bme680Sensor(I2cRegisterBus bus, SensorSettings settings)
            : base(bus, ChipId, CtrlMeasRegister, Data, settings)
        {
        }

        /// <inheritdoc/>
        public override string Name => ChipName;

        /// <summary>
        /// The BME280's, for the datasheet gives none: Bosch's own driver reckons 1.96 ms a conversion and 3 ms besides, which is less but
        /// for x1 on all channels, and a chip that still measures is asked again.
        /// </summary>
        public override int MeasurementMs => Bme280Timing.MeasurementMs(Settings.Temperature, Settings.Pressure, Settings.Humidity);

        protected override int AskedFor => base.AskedFor + (IsHumidityAsked ? 1 : 0);

        private bool IsHumidityAsked => Settings.Humidity != Oversampling.Skipped;

        protected override Bmxx80Base Make(I2cDevice device) => new Bme680(device);

        // The filter's codes are the same; its coefficients are called 0, 1, 3, 7 and 15 here and off, 2, 4, 8 and 16 there.
        protected override void Apply(Bmxx80Base chip)
        {
            Bme680 bme680 = (Bme680)chip;
            bme680.GasConversionIsEnabled = false;
            bme680.HeaterIsEnabled = false;
            bme680.FilterMode = (Bme680FilteringMode)(int)Settings.Filter;
            bme680.HumiditySampling = (Sampling)(int)Settings.Humidity;
        }

        protected override SensorStatus CheckControl()
        {
            if (!TryRead(CtrlGas, _control, _control.Length) || !TryRead(Status, _status, 1)) return SensorStatus.BusError;
            bool isKept = (_control[0] & HeatOff) != 0
                && (_control[1] & RunGas) == 0
                && (_control[2] & CtrlHumMask) == (int)Settings.Humidity
                && IsCtrlMeasKept(_control[4])
                && (_control[5] & FilterMask) == (int)Settings.Filter << 2;
            return StateOf(isKept, (_status[0] & StatusMeasuring) != 0, _control[4]);
        }

        protected override bool TryTakeHumidity(Bmxx80Base chip, Bmxx80Base witness, Sample into, ref int skipped)
        {
            if (!IsHumidityAsked || RawHumidity == Skipped16) return true;
            ((Bme680)chip).TryReadHumidity(out RelativeHumidity a);
            ((Bme680)witness).TryReadHumidity(out RelativeHumidity b);
            if (!PackageReading.TryAgree(a.Percent, b.Percent, 100, 0, 10_000, out int centiPercent, out bool isValid)) return false;
            if (!isValid) return true;
            into.SetHumidity(centiPercent);
            skipped--;
            return true;
        }
    }
}
