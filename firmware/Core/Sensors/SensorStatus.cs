namespace Firmware.Core.Sensors
{
    /// <summary>How a conversation with the sensor ended.</summary>
    public enum SensorStatus
    {
        /// <summary>It did what was asked.</summary>
        Ready = 0,

        /// <summary>It is still converting or starting up: ask again.</summary>
        Busy = 1,

        /// <summary>A transfer was not acknowledged.</summary>
        BusError = 2,

        /// <summary>A chip answered that this firmware has no driver for.</summary>
        UnsupportedChip = 3,

        /// <summary>Its calibration cannot be such a chip's.</summary>
        BadCalibration = 4,

        /// <summary>Its control registers do not hold what was written: the supply browned out, or the chip was replaced.</summary>
        ConfigurationLost = 5,
    }
}
