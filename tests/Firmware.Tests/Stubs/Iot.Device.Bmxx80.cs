using System;
using System.Device.I2c;
using System.IO;
using Iot.Device.Bmxx80.FilteringMode;
using UnitsNet;

// The stubs do to the bus what the package does (nanoFramework.IoT.Device, devices/Bmxx80, 2026-01): they ignore how a transfer ended.
namespace Iot.Device.Bmxx80
{
    public enum Sampling : byte
    {
        Skipped = 0,
        UltraLowPower = 1,
        LowPower = 2,
        Standard = 3,
        HighResolution = 4,
        UltraHighResolution = 5,
    }

    public abstract class Bmxx80Base : IDisposable
    {
        private readonly byte _ctrlMeas;
        private readonly I2cDevice _device;

        protected Bmxx80Base(byte deviceId, I2cDevice i2cDevice)
        {
            _device = i2cDevice;
            _ctrlMeas = (byte)(deviceId == 0x61 ? 0x74 : 0xF4);
            if (Register(0xD0) != deviceId) throw new IOException();
            Calibration = Registers(0x88, 24);
            Write(0xE0, 0xB6);
            PressureSampling = Sampling.UltraLowPower;
            TemperatureSampling = Sampling.UltraLowPower;
        }

        public Sampling PressureSampling
        {
            get => (Sampling)(Register(_ctrlMeas) >> 2 & 7);
            set => Change(_ctrlMeas, 0xE3, (int)value << 2);
        }

        public Sampling TemperatureSampling
        {
            get => (Sampling)(Register(_ctrlMeas) >> 5);
            set => Change(_ctrlMeas, 0x1F, (int)value << 5);
        }

        internal byte[] Calibration { get; }

        public abstract bool TryReadTemperature(out Temperature temperature);

        public abstract bool TryReadPressure(out Pressure pressure);

        public void Dispose()
        {
        }

        internal void Change(byte register, int keep, int value) => Write(register, (byte)(Register(register) & keep | value));

        internal byte[] Registers(byte register, int count)
        {
            byte[] bytes = new byte[count];
            _device.WriteRead(new SpanByte(new[] { register }), new SpanByte(bytes));
            return bytes;
        }

        internal int Raw20(byte register)
        {
            byte[] bytes = Registers(register, 3);
            return bytes[0] << 12 | bytes[1] << 4 | bytes[2] >> 4;
        }

        private byte Register(byte register) => Registers(register, 1)[0];

        private void Write(byte register, byte value) => _device.Write(new SpanByte(new[] { register, value }));
    }

    public abstract class Bmx280Base : Bmxx80Base
    {
        protected Bmx280Base(byte deviceId, I2cDevice i2cDevice)
            : base(deviceId, i2cDevice)
        {
        }

        public Bmx280FilteringMode FilterMode
        {
            get => (Bmx280FilteringMode)(Registers(0xF5, 1)[0] >> 2 & 7);
            set => Change(0xF5, 0xE3, (int)value << 2);
        }

        public override bool TryReadTemperature(out Temperature temperature)
        {
            temperature = Temperature.FromDegreesCelsius(Stubs.Compensation.TemperatureC(Calibration, Raw20(0xFA)));
            return true;
        }

        public override bool TryReadPressure(out Pressure pressure)
        {
            pressure = Pressure.FromPascals(Stubs.Compensation.PressurePa(Calibration, Raw20(0xFA), Raw20(0xF7)));
            return true;
        }
    }

    public class Bmp280 : Bmx280Base
    {
        public Bmp280(I2cDevice i2cDevice)
            : base(0x58, i2cDevice)
        {
        }
    }

    // Its compensation is not the BMP280's; here the raw reading, scaled down, stands for the value.
    public class Bme680 : Bmxx80Base
    {
        public Bme680(I2cDevice i2cDevice)
            : base(0x61, i2cDevice)
        {
            HumiditySampling = Sampling.UltraLowPower;
            HeaterIsEnabled = true;
            GasConversionIsEnabled = true;
        }

        public Sampling HumiditySampling
        {
            get => (Sampling)(Registers(0x72, 1)[0] & 7);
            set => Change(0x72, 0xF8, (int)value);
        }

        public Bme680FilteringMode FilterMode
        {
            get => (Bme680FilteringMode)(Registers(0x75, 1)[0] >> 2 & 7);
            set => Change(0x75, 0xE3, (int)value << 2);
        }

        public bool HeaterIsEnabled
        {
            get => (Registers(0x70, 1)[0] & 8) == 0;
            set => Change(0x70, 0xF7, value ? 0 : 8);
        }

        public bool GasConversionIsEnabled
        {
            get => (Registers(0x71, 1)[0] & 16) != 0;
            set => Change(0x71, 0xEF, value ? 16 : 0);
        }

        public override bool TryReadTemperature(out Temperature temperature)
        {
            temperature = Temperature.FromDegreesCelsius(Raw20(0x22) / 1000.0);
            return true;
        }

        public override bool TryReadPressure(out Pressure pressure)
        {
            pressure = Pressure.FromPascals(Raw20(0x1F));
            return true;
        }

        public bool TryReadHumidity(out RelativeHumidity humidity)
        {
            byte[] raw = Registers(0x25, 2);
            humidity = RelativeHumidity.FromPercent((raw[0] << 8 | raw[1]) / 100.0);
            return true;
        }
    }
}

namespace Iot.Device.Bmxx80.FilteringMode
{
    public enum Bmx280FilteringMode : byte
    {
        Off = 0,
        X2 = 1,
        X4 = 2,
        X8 = 3,
        X16 = 4,
    }

    public enum Bme680FilteringMode : byte
    {
        C0 = 0,
        C1 = 1,
        C3 = 2,
        C7 = 3,
        C15 = 4,
        C31 = 5,
        C63 = 6,
        C127 = 7,
    }
}

namespace Iot.Device.Bmxx80.Stubs
{
    /// <summary>BST-BMP280-DS001, section 8.1: compensation in double precision.</summary>
    internal static class Compensation
    {
        public static double TemperatureC(byte[] calibration, int adc) => Fine(calibration, adc) / 5120;

        public static double PressurePa(byte[] calibration, int adcTemperature, int adcPressure)
        {
            double var1 = Fine(calibration, adcTemperature) / 2 - 64000;
            double var2 = var1 * var1 * Signed(calibration, 8) / 32768 + var1 * Signed(calibration, 7) * 2;
            var2 = var2 / 4 + Signed(calibration, 6) * 65536.0;
            var1 = (Signed(calibration, 5) * var1 * var1 / 524288 + Signed(calibration, 4) * var1) / 524288;
            var1 = (1 + var1 / 32768) * Unsigned(calibration, 3);
            if (var1 == 0) return 0;
            double p = (1048576 - adcPressure - var2 / 4096) * 6250 / var1;
            return p + (Signed(calibration, 11) * p * p / 2147483648 + p * Signed(calibration, 10) / 32768 + Signed(calibration, 9)) / 16;
        }

        private static double Fine(byte[] calibration, int adc)
        {
            double first = (adc / 16384.0 - Unsigned(calibration, 0) / 1024.0) * Signed(calibration, 1);
            double second = adc / 131072.0 - Unsigned(calibration, 0) / 8192.0;
            return first + second * second * Signed(calibration, 2);
        }

        private static int Unsigned(byte[] calibration, int word) => calibration[2 * word] | calibration[2 * word + 1] << 8;

        private static int Signed(byte[] calibration, int word) => unchecked((short)Unsigned(calibration, word));
    }
}
