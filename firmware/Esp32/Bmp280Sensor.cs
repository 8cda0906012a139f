using System.Device.I2c;
using Firmware.Core;
using Firmware.Core.Sensors;
using Iot.Device.Bmxx80;
using Iot.Device.Bmxx80.FilteringMode;

namespace Firmware.Esp32
{
    /// <summary>A BMP280: temperature and pressure. Registers: BST-BMP280-DS001, section 4.3. For one thread.</summary>
    internal sealed class Bmp280Sensor : PackagedSensor
    {
        /// <summary>Its identity. The samples of 2013 with 0x56 and 0x57 are not driven: the package refuses them.</summary>
        public const byte ChipId = 0x58;

        /// <summary>Its name.</summary>
        public const string ChipName = "BMP280";

        private const byte Status = 0xF3;
        private const byte CtrlMeasRegister = 0xF4;
        private const byte Data = 0xF7;
        private const byte StatusMeasuring = 0x08;
        private const byte StatusImUpdate = 0x01;
        private const byte FilterMask = 0x1C;

        private readonly byte[] _control = new byte[3];

        public Bmp280Sensor(I2cRegisterBus bus, SensorSettings settings)
            : base(bus, ChipId, CtrlMeasRegister, Data, settings)
        {
        }

        /// <inheritdoc/>
        public override string Name => ChipName;

        /// <summary>The BME280's without humidity: BST-BMP280-DS001, section 3.8.1, table 13.</summary>
        public override int MeasurementMs =>
            Bme280Timing.MeasurementMs(Settings.Temperature, Settings.Pressure, Oversampling.Skipped);

        protected override Bmxx80Base Make(I2cDevice device) => new Bmp280(device);

        protected override void Apply(Bmxx80Base chip) => ((Bmp280)chip).FilterMode = (Bmx280FilteringMode)(int)Settings.Filter;

        protected override SensorStatus CheckControl()
        {
            if (!TryRead(Status, _control, _control.Length)) return SensorStatus.BusError;
            bool isKept = IsCtrlMeasKept(_control[1])
                && (_control[2] & FilterMask) == (int)Settings.Filter << 2
                && (_control[0] & StatusImUpdate) == 0;
            return StateOf(isKept, (_control[0] & StatusMeasuring) != 0, _control[1]);
        }

        // It has none, and nobody misses it.
        protected override bool TryTakeHumidity(Bmxx80Base chip, Bmxx80Base witness, Sample into, ref int skipped) => true;
    }
}
