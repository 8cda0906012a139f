namespace Firmware.Core
{
    /// <summary>
    /// Which quantities are computed from a sample and sent with it, in flat/1; curve/1 does not carry them. Immutable once made.
    /// </summary>
    public sealed class DerivedSettings
    {
        /// <summary>The lowest altitude, in decimetres: below the shore of the Dead Sea.</summary>
        public const int AltitudeMinDm = -5_000;

        /// <summary>The highest altitude, in decimetres: above Mount Everest; the sensor ends at 300 hPa, about there.</summary>
        public const int AltitudeMaxDm = 90_000;

        /// <summary>Whether the dew point is sent, in degrees Celsius; needs temperature and humidity.</summary>
        /// <value>The default is false.</value>
        public bool DewPoint { get; init; }

        /// <summary>Whether the absolute humidity is sent, in grams of water per cubic metre; needs temperature and humidity.</summary>
        /// <value>The default is false.</value>
        public bool AbsoluteHumidity { get; init; }

        /// <summary>
        /// Whether the pressure reduced to sea level is sent, in hPa; needs pressure and temperature, which should be that of the air
        /// outside.
        /// </summary>
        /// <value>The default is false.</value>
        public bool SeaLevelPressure { get; init; }

        /// <summary>
        /// The sensor's height above sea level, in decimetres, in the range [<see cref="AltitudeMinDm"/>, <see cref="AltitudeMaxDm"/>].
        /// </summary>
        /// <value>The default is 0.</value>
        public int AltitudeDm { get; init; }

        /// <summary>How many quantities are sent.</summary>
        internal int Count => (DewPoint ? 1 : 0) + (AbsoluteHumidity ? 1 : 0) + (SeaLevelPressure ? 1 : 0);

        /// <summary>Finds the first setting that is out of its range.</summary>
        /// <returns>One line that names it, its value and its range; null when all are good.</returns>
        public string? FindError() => SettingRange.Check("derived.altitudeDm", AltitudeDm, AltitudeMinDm, AltitudeMaxDm);
    }
}
