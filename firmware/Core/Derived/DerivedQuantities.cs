namespace Firmware.Core.Derived
{
    /// <summary>
    /// Adds to a sample the quantities that the settings ask for, computed from its values as they are sent. Where a value that is
    /// needed is absent, so is the quantity. Allocates nothing; used by one thread at a time.
    /// </summary>
    public sealed class DerivedQuantities
    {
        private readonly DerivedSettings _settings;

        /// <summary>Prepares to add.</summary>
        /// <param name="settings">What is asked for; without error.</param>
        public DerivedQuantities(DerivedSettings settings)
        {
            _settings = settings;
        }

        /// <summary>Adds what is asked for.</summary>
        /// <param name="sample">The values; receives the quantities.</param>
        public void Apply(Sample sample)
        {
            if (!sample.HasTemperature) return;
            var centiC = sample.TemperatureCentiC;
            if (sample.HasHumidity) ApplyHumidity(sample, centiC, sample.HumidityCentiPercent);
            if (_settings.SeaLevelPressure && sample.HasPressure)
                sample.SetSeaLevelPressure(Barometry.SeaLevelPressurePa(sample.PressurePa, centiC, _settings.AltitudeDm));
        }

        private void ApplyHumidity(Sample sample, int centiC, int centiPercent)
        {
            if (_settings.DewPoint && centiPercent > 0) sample.SetDewPoint(Psychrometrics.DewPointCentiC(centiC, centiPercent));
            if (_settings.AbsoluteHumidity)
                sample.SetAbsoluteHumidity(Psychrometrics.AbsoluteHumidityCentiGrams(centiC, centiPercent));
        }
    }
}
