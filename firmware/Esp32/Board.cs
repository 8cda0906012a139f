using nanoFramework.Hardware.Esp32;

namespace Firmware.Esp32
{
    /// <summary>How the board is wired: the one place to change for another board. Constants only.</summary>
    internal static class Board
    {
        /// <summary>The I2C bus of the sensor; nanoFramework counts buses from 1.</summary>
        public const int I2cBus = 1;

        /// <summary>The GPIO of the sensor's SDA, the usual one on ESP32 development boards.</summary>
        public const int SdaPin = 21;

        /// <summary>The GPIO of the sensor's SCL, the usual one on ESP32 development boards.</summary>
        public const int SclPin = 22;

        /// <summary>The BME280's I2C address with SDO at GND. BST-BME280-DS002, section 6.2.</summary>
        public const int SensorAddressSdoLow = 0x76;

        /// <summary>The BME280's I2C address with SDO at VDDIO. BST-BME280-DS002, section 6.2.</summary>
        public const int SensorAddressSdoHigh = 0x77;

        /// <summary>Gives the pins their functions. Once, before the first I2C device is made: a later change has no effect.</summary>
        public static void AssignPins()
        {
            Configuration.SetPinFunction(SdaPin, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(SclPin, DeviceFunction.I2C1_CLOCK);
        }
    }
}
