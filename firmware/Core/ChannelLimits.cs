using Firmware.Core.Sampling;

namespace Firmware.Core
{
    /// <summary>
    /// What sets one channel's settings apart from another's: its name, what the sensor can measure, its defaults. Immutable.
    /// </summary>
    public sealed class ChannelLimits
    {
        /// <summary>Temperature, in hundredths of a degree Celsius.</summary>
        public static readonly ChannelLimits Temperature = new ChannelLimits(
            "temperature", PlausibilityCheck.TemperatureMinCentiC, PlausibilityCheck.TemperatureMaxCentiC)
        {
            HampelFloor = 10,
            Epsilon = 10,
            AlarmHysteresis = 50,
        };

        /// <summary>Relative humidity, in hundredths of a percent.</summary>
        public static readonly ChannelLimits Humidity = new ChannelLimits(
            "humidity", PlausibilityCheck.HumidityMinCentiPercent, PlausibilityCheck.HumidityMaxCentiPercent)
        {
            HampelFloor = 30,
            Epsilon = 50,
            AlarmHysteresis = 200,
        };

        /// <summary>Air pressure, in pascals, which are hundredths of a hectopascal.</summary>
        public static readonly ChannelLimits Pressure = new ChannelLimits(
            "pressure", PlausibilityCheck.PressureMinPa, PlausibilityCheck.PressureMaxPa)
        {
            HampelFloor = 10,
            Epsilon = 20,
            AlarmHysteresis = 100,
        };

        private ChannelLimits(string name, int min, int max)
        {
            Name = name;
            Min = min;
            Max = max;
        }

        /// <summary>The channel's name in the telemetry and in the device twin.</summary>
        public string Name { get; }

        /// <summary>The least that the sensor measures, in hundredths of the channel's unit.</summary>
        public int Min { get; }

        /// <summary>The most that the sensor measures, in hundredths of the channel's unit.</summary>
        public int Max { get; }

        /// <summary>The default of <see cref="ChannelSettings.HampelFloor"/>: the noise of a BME280 in still air and some room.</summary>
        public int HampelFloor { get; private init; }

        /// <summary>The default of <see cref="ChannelSettings.Epsilon"/>.</summary>
        public int Epsilon { get; private init; }

        /// <summary>The default of <see cref="ChannelSettings.AlarmHysteresis"/>.</summary>
        public int AlarmHysteresis { get; private init; }
    }
}
