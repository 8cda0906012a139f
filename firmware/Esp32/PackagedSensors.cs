using Firmware.Core.Ports;
using Firmware.Core.Sensors;

namespace Firmware.Esp32
{
    /// <summary>The drivers of nanoFramework's package Iot.Device.Bmxx80, for the BME280's siblings. For one thread.</summary>
    internal sealed class PackagedSensors : ISensorFamily
    {
        private readonly I2cRegisterBus _bus;

        /// <summary>Takes the bus that all of them are on.</summary>
        public PackagedSensors(I2cRegisterBus bus) => _bus = bus;

        /// <inheritdoc/>
        public string Names => Bmp280Sensor.ChipName + "," + Bme680Sensor.ChipName;

        /// <inheritdoc/>
        public ISensor? DriverOf(byte chipId, SensorSettings settings)
        {
            switch (chipId)
            {
                case Bmp280Sensor.ChipId: return new Bmp280Sensor(_bus, settings);
                case Bme680Sensor.ChipId: return new Bme680Sensor(_bus, settings);
                default: return null;
            }
        }
    }
}
