namespace Firmware.Core.Sensors
{
    /// <summary>How a conversation with the BME280 ended.</summary>
    public enum Bme280Status
    {
        /// <summary>It did what was asked.</summary>
        Ready = 0,

        /// <summary>It is still converting or starting up: ask again.</summary>
        Busy = 1,

        /// <summary>A transfer was not acknowledged.</summary>
        BusError = 2,

        /// <summary>Another chip answered.</summary>
        WrongChip = 3,

        /// <summary>Its calibration cannot be a BME280's.</summary>
        BadCalibration = 4,

        /// <summary>Its control registers do not hold what was written: the supply browned out, or the chip was replaced.</summary>
        ConfigurationLost = 5,
    }
}
