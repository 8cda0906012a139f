namespace Firmware.Core
{
    /// <summary>
    /// One timed set of readings, in scaled integers. A channel that was skipped, failed or rejected is absent, and its value is
    /// then meaningless. Mutable and reused, so that sampling allocates nothing; used by one thread at a time.
    /// </summary>
    public sealed class Sample
    {
        /// <summary>Whether <see cref="TemperatureCentiC"/> was measured.</summary>
        public bool HasTemperature { get; private set; }

        /// <summary>Temperature in hundredths of a degree Celsius.</summary>
        public int TemperatureCentiC { get; private set; }

        /// <summary>Whether <see cref="HumidityCentiPercent"/> was measured.</summary>
        public bool HasHumidity { get; private set; }

        /// <summary>Relative humidity in hundredths of a percent.</summary>
        public int HumidityCentiPercent { get; private set; }

        /// <summary>Whether <see cref="PressurePa"/> was measured.</summary>
        public bool HasPressure { get; private set; }

        /// <summary>Air pressure in pascals, which are hundredths of a hectopascal.</summary>
        public int PressurePa { get; private set; }

        /// <summary>Whether <see cref="DewPointCentiC"/> was computed.</summary>
        public bool HasDewPoint { get; private set; }

        /// <summary>Dew point in hundredths of a degree Celsius.</summary>
        public int DewPointCentiC { get; private set; }

        /// <summary>Whether <see cref="AbsoluteHumidityCentiGrams"/> was computed.</summary>
        public bool HasAbsoluteHumidity { get; private set; }

        /// <summary>Absolute humidity in hundredths of a gram per cubic metre.</summary>
        public int AbsoluteHumidityCentiGrams { get; private set; }

        /// <summary>Whether <see cref="SeaLevelPressurePa"/> was computed.</summary>
        public bool HasSeaLevelPressure { get; private set; }

        /// <summary>Air pressure reduced to sea level, in pascals.</summary>
        public int SeaLevelPressurePa { get; private set; }

        /// <summary>Whether anything was computed from the channels.</summary>
        public bool HasDerived => HasDewPoint || HasAbsoluteHumidity || HasSeaLevelPressure;

        /// <summary>Whether no channel is present.</summary>
        public bool IsEmpty => !HasTemperature && !HasHumidity && !HasPressure;

        /// <summary>Makes every channel absent, and what was computed from them.</summary>
        public void Clear()
        {
            HasTemperature = false;
            HasHumidity = false;
            HasPressure = false;
            HasDewPoint = false;
            HasAbsoluteHumidity = false;
            HasSeaLevelPressure = false;
        }

        /// <summary>Sets the temperature.</summary>
        /// <param name="centiC">Hundredths of a degree Celsius.</param>
        public void SetTemperature(int centiC)
        {
            HasTemperature = true;
            TemperatureCentiC = centiC;
        }

        /// <summary>Sets the relative humidity.</summary>
        /// <param name="centiPercent">Hundredths of a percent.</param>
        public void SetHumidity(int centiPercent)
        {
            HasHumidity = true;
            HumidityCentiPercent = centiPercent;
        }

        /// <summary>Sets the air pressure.</summary>
        /// <param name="pascals">Pascals.</param>
        public void SetPressure(int pascals)
        {
            HasPressure = true;
            PressurePa = pascals;
        }

        /// <summary>Sets the dew point.</summary>
        /// <param name="centiC">Hundredths of a degree Celsius.</param>
        public void SetDewPoint(int centiC)
        {
            HasDewPoint = true;
            DewPointCentiC = centiC;
        }

        /// <summary>Sets the absolute humidity.</summary>
        /// <param name="centiGrams">Hundredths of a gram per cubic metre.</param>
        public void SetAbsoluteHumidity(int centiGrams)
        {
            HasAbsoluteHumidity = true;
            AbsoluteHumidityCentiGrams = centiGrams;
        }

        /// <summary>Sets the pressure reduced to sea level.</summary>
        /// <param name="pascals">Pascals.</param>
        public void SetSeaLevelPressure(int pascals)
        {
            HasSeaLevelPressure = true;
            SeaLevelPressurePa = pascals;
        }

        /// <summary>Makes the temperature absent.</summary>
        public void RemoveTemperature() => HasTemperature = false;

        /// <summary>Makes the humidity absent.</summary>
        public void RemoveHumidity() => HasHumidity = false;

        /// <summary>Makes the pressure absent.</summary>
        public void RemovePressure() => HasPressure = false;
    }
}
