namespace Firmware.Core.Sampling
{
    /// <summary>One exponential average for each channel of a sample. Used by one thread at a time.</summary>
    public sealed class SampleSmoothing
    {
        private readonly ExponentialSmoother _temperature;
        private readonly ExponentialSmoother _humidity;
        private readonly ExponentialSmoother _pressure;

        /// <summary>Makes the averages.</summary>
        /// <param name="settings">What each channel is told.</param>
        public SampleSmoothing(DeviceSettings settings)
        {
            _temperature = new ExponentialSmoother(settings.Temperature.EmaAlphaPerMille);
            _humidity = new ExponentialSmoother(settings.Humidity.EmaAlphaPerMille);
            _pressure = new ExponentialSmoother(settings.Pressure.EmaAlphaPerMille);
        }

        /// <summary>Replaces each channel that is present by its average; an absent one leaves its average as it is.</summary>
        public void Apply(Sample sample)
        {
            if (sample.HasTemperature) sample.SetTemperature(_temperature.Next(sample.TemperatureCentiC));
            if (sample.HasHumidity) sample.SetHumidity(_humidity.Next(sample.HumidityCentiPercent));
            if (sample.HasPressure) sample.SetPressure(_pressure.Next(sample.PressurePa));
        }

        /// <summary>Forgets the past, after the sensor was away.</summary>
        public void Reset()
        {
            _temperature.Reset();
            _humidity.Reset();
            _pressure.Reset();
        }
    }
}
