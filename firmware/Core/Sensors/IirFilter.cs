namespace Firmware.Core.Sensors
{
    /// <summary>
    /// The coefficient of the BME280's low-pass filter on temperature and pressure: the codes of the register config
    /// (BST-BME280-DS002, section 5.4.6). Humidity is never filtered by the chip.
    /// </summary>
    public enum IirFilter
    {
        /// <summary>No filter.</summary>
        Off = 0,

        /// <summary>Coefficient 2.</summary>
        X2 = 1,

        /// <summary>Coefficient 4.</summary>
        X4 = 2,

        /// <summary>Coefficient 8.</summary>
        X8 = 3,

        /// <summary>Coefficient 16.</summary>
        X16 = 4,
    }
}
