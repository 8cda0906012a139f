using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A host with a driver for one other chip, which always measures the same and knows no humidity.</summary>
    public sealed class FakeSiblings : ISensorFamily
    {
        public const byte ChipId = 0x58;
        public const int TemperatureCentiC = 1_950;

        public string Names => "BMP280";

        public ISensor? DriverOf(byte chipId, SensorSettings settings) => chipId == ChipId ? new FakeSensor() : null;

        private sealed class FakeSensor : ISensor
        {
            public string Name => "BMP280";

            public int MeasurementMs => 7;

            public SensorStatus Configure() => SensorStatus.Ready;

            public SensorStatus Begin() => SensorStatus.Ready;

            public SensorStatus Read(Sample into, out int skipped)
            {
                skipped = 0;
                into.Clear();
                into.SetTemperature(TemperatureCentiC);
                into.SetPressure(101_325);
                return SensorStatus.Ready;
            }
        }
    }
}
