namespace Firmware.VirtualDevice.Sensor;

/// <summary>Which chip of the family is on the bus; the value is its identity register's.</summary>
public enum SensorChip
{
    /// <summary>Pressure and temperature (BST-BMP280-DS001, section 4.3.1).</summary>
    Bmp280 = 0x58,

    /// <summary>Pressure, temperature and humidity (BST-BME280-DS002, section 5.4.1).</summary>
    Bme280 = 0x60,
}
