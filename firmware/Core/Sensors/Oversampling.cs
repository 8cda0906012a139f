namespace Firmware.Core.Sensors
{
    /// <summary>
    /// How many conversions the BME280 averages for one reading: the codes of osrs_t, osrs_p and osrs_h
    /// (BST-BME280-DS002, sections 5.4.3 and 5.4.5).
    /// </summary>
    public enum Oversampling
    {
        /// <summary>The channel is not measured.</summary>
        Skipped = 0,

        /// <summary>One conversion.</summary>
        X1 = 1,

        /// <summary>Two conversions.</summary>
        X2 = 2,

        /// <summary>Four conversions.</summary>
        X4 = 3,

        /// <summary>Eight conversions.</summary>
        X8 = 4,

        /// <summary>Sixteen conversions.</summary>
        X16 = 5,
    }
}
