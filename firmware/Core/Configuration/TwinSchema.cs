using System;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// The table of all desired properties that the firmware understands. On the board its rows would take 6 KB of RAM, so each is made
    /// when it is looked at. Pure.
    /// </summary>
    public static class TwinSchema
    {
        /// <summary>How many keys there are.</summary>
        public const int Count = FirstOfLog + 1;

        internal const int FirstOfSampling = 0;
        internal const int FirstOfTemperature = 5;
        internal const int FirstOfHumidity = FirstOfTemperature + ChannelKeys.Count;
        internal const int FirstOfPressure = FirstOfHumidity + ChannelKeys.Count;
        internal const int FirstOfDerived = FirstOfPressure + ChannelKeys.Count;
        internal const int FirstOfTelemetry = FirstOfDerived + 4;
        internal const int FirstOfPower = FirstOfTelemetry + 3;
        internal const int FirstOfLog = FirstOfPower + 2;

        /// <summary>How many sections there are; each is validated and acknowledged as a whole.</summary>
        public const int SectionCount = 8;

        /// <summary>The name of a section, for instance channels.temperature.</summary>
        /// <param name="section">Its place, in the range [0, <see cref="SectionCount"/>).</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
        public static string SectionName(int section)
        {
            switch (section)
            {
                case 0: return "sampling";
                case 1: return "channels.temperature";
                case 2: return "channels.humidity";
                case 3: return "channels.pressure";
                case 4: return "derived";
                case 5: return "telemetry";
                case 6: return "power";
                case 7: return "log";
                default: throw new ArgumentOutOfRangeException(nameof(section));
            }
        }

        /// <summary>The place of a section's first key; the section goes on to the first of the next.</summary>
        /// <param name="section">The section's place, in the range [0, <see cref="SectionCount"/>].</param>
        public static int FirstOf(int section)
        {
            switch (section)
            {
                case 0: return FirstOfSampling;
                case 1: return FirstOfTemperature;
                case 2: return FirstOfHumidity;
                case 3: return FirstOfPressure;
                case 4: return FirstOfDerived;
                case 5: return FirstOfTelemetry;
                case 6: return FirstOfPower;
                case 7: return FirstOfLog;
                default: return Count;
            }
        }

        /// <summary>Makes a row of the table.</summary>
        /// <param name="key">Its place, in the range [0, <see cref="Count"/>).</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
        public static TwinKey KeyAt(int key)
        {
            if (key < 0 || key >= Count) throw new ArgumentOutOfRangeException(nameof(key));
            if (key < FirstOfTemperature) return SamplingKey(key);
            if (key < FirstOfHumidity) return ChannelKeys.KeyAt(key - FirstOfTemperature, ChannelLimits.Temperature, 32, "°C");
            if (key < FirstOfPressure) return ChannelKeys.KeyAt(key - FirstOfHumidity, ChannelLimits.Humidity, 64, "%RH");
            if (key < FirstOfDerived) return ChannelKeys.KeyAt(key - FirstOfPressure, ChannelLimits.Pressure, 96, "hPa");
            if (key < FirstOfTelemetry) return DerivedKey(key - FirstOfDerived);
            if (key < FirstOfPower) return TelemetryKey(key - FirstOfTelemetry);
            if (key == FirstOfPower) return new ChoiceKey(28, "mode", areWords: true, PowerModes, first: 0);
            if (key < FirstOfLog) return new NumberKey(29, "batch", "samples", 1, 1, PowerSettings.BatchMax);
            return new ChoiceKey(16, "level", areWords: true, Levels, first: 0);
        }

        /// <summary>The place of the key with that number in flash, or -1.</summary>
        public static int FindId(int id)
        {
            for (var key = 0; key < Count; key++)
                if (KeyAt(key).Id == id) return key;
            return -1;
        }

        private static string[] Conversions => new[] { "0", "1", "2", "4", "8", "16" };

        private static string[] Coefficients => new[] { "0", "2", "4", "8", "16" };

        private static string[] PowerModes => new[] { "always", "deepSleep" };

        private static string[] Formats => new[] { "flat", "curve" };

        private static string[] Levels => new[] { "debug", "info", "warning", "error" };

        private static TwinKey DerivedKey(int key)
        {
            switch (key)
            {
                case 0: return new FlagKey(17, "dewPoint");
                case 1: return new FlagKey(18, "absoluteHumidity");
                case 2: return new FlagKey(19, "seaLevelPressure");
                default: return new NumberKey(20, "altitude", "m", 10, DerivedSettings.AltitudeMinDm, DerivedSettings.AltitudeMaxDm);
            }
        }

        private static TwinKey TelemetryKey(int key)
        {
            switch (key)
            {
                case 0: return new ChoiceKey(24, "format", areWords: true, Formats, first: 0);
                case 1: return new NumberKey(25, "intervalMs", "ms", 1, TelemetrySettings.IntervalMinMs, TelemetrySettings.IntervalMaxMs);
                default: return new NumberKey(26, "maxBytes", "bytes", 1, TelemetrySettings.BodyMinBytes, TelemetrySettings.BodyMaxBytes);
            }
        }

        private static TwinKey SamplingKey(int key)
        {
            switch (key)
            {
                case 0: return new NumberKey(1, "intervalMs", "ms", 1, DeviceSettings.IntervalMinMs, DeviceSettings.IntervalMaxMs);
                case 1: return new ChoiceKey(2, "oversampling.temperature", areWords: false, Conversions, first: 1);
                case 2: return new ChoiceKey(3, "oversampling.humidity", areWords: false, Conversions, first: 0);
                case 3: return new ChoiceKey(4, "oversampling.pressure", areWords: false, Conversions, first: 0);
                default: return new ChoiceKey(5, "iirFilter", areWords: false, Coefficients, first: 0);
            }
        }
    }
}
