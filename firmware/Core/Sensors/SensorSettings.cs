namespace Firmware.Core.Sensors
{
    /// <summary>How a sensor is to measure. What a chip cannot measure it leaves out. Immutable.</summary>
    public sealed class SensorSettings
    {
        /// <summary>Gathers the settings.</summary>
        /// <param name="temperature">Conversions for one temperature; not skipped, because the other channels need it.</param>
        /// <param name="pressure">Conversions for one pressure.</param>
        /// <param name="humidity">Conversions for one humidity.</param>
        /// <param name="filter">The chip's low-pass filter.</param>
        public SensorSettings(Oversampling temperature, Oversampling pressure, Oversampling humidity, IirFilter filter)
        {
            Temperature = temperature;
            Pressure = pressure;
            Humidity = humidity;
            Filter = filter;
        }

        /// <summary>Conversions for one temperature.</summary>
        public Oversampling Temperature { get; }

        /// <summary>Conversions for one pressure.</summary>
        public Oversampling Pressure { get; }

        /// <summary>Conversions for one humidity.</summary>
        public Oversampling Humidity { get; }

        /// <summary>The chip's low-pass filter.</summary>
        public IirFilter Filter { get; }

        /// <summary>What the device's settings ask of its sensor: a channel that is not sent is not measured either.</summary>
        internal static SensorSettings Of(DeviceSettings settings) => new SensorSettings(
            settings.TemperatureOversampling,
            settings.Pressure.Enabled ? settings.PressureOversampling : Oversampling.Skipped,
            settings.Humidity.Enabled ? settings.HumidityOversampling : Oversampling.Skipped,
            settings.IirFilter);
    }
}
