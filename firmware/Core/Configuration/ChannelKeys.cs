namespace Firmware.Core.Configuration
{
    /// <summary>The keys of one channel's section, in the order of <see cref="TwinMapping"/>. Pure.</summary>
    internal static class ChannelKeys
    {
        /// <summary>How many there are.</summary>
        public const int Count = 16;

        private const int Whole = 1;
        private const int Hundredths = 100;
        private const int Thousandths = 1_000;
        private const int Millionths = 1_000_000;

        /// <summary>Makes a row.</summary>
        /// <param name="key">Its place, in the range [0, <see cref="Count"/>).</param>
        /// <param name="limits">Which channel it is.</param>
        /// <param name="id">The number in flash of the channel's first key.</param>
        /// <param name="unit">The channel's unit.</param>
        public static TwinKey KeyAt(int key, ChannelLimits limits, int id, string unit)
        {
            const int hampelMin = ChannelSettings.HampelWindowMin;
            const int window = ChannelSettings.WindowMax;
            id += key;
            switch (key)
            {
                case 0: return new FlagKey(id, "enabled");
                case 1: return new NumberKey(id, "offset", unit, Hundredths, -ChannelSettings.OffsetMax, ChannelSettings.OffsetMax);
                case 2: return new NumberKey(id, "gain", "", Millionths, 100_000, 10_000_000);
                case 3: return new NumberKey(id, "min", unit, Hundredths, limits.Min, limits.Max);
                case 4: return new NumberKey(id, "max", unit, Hundredths, limits.Min, limits.Max);
                case 5: return new NumberKey(id, "stuckSamples", "samples", Whole, 2, 10_000) { IsZeroOff = true };
                case 6: return new NumberKey(id, "hampelWindow", "samples", Whole, hampelMin, window) { IsZeroOff = true };
                case 7: return new NumberKey(id, "hampelK", "", Thousandths, 500, 20_000);
                case 8: return new NumberKey(id, "hampelFloor", unit, Hundredths, 1, 1_000);
                case 9: return new NumberKey(id, "medianWindow", "samples", Whole, 1, window);
                case 10: return new NumberKey(id, "emaAlpha", "", Thousandths, 1, ChannelSettings.EmaAlphaOff);
                case 11: return new NumberKey(id, "alarmHigh", unit, Hundredths, limits.Min, limits.Max) { IsOptional = true };
                case 12: return new NumberKey(id, "alarmLow", unit, Hundredths, limits.Min, limits.Max) { IsOptional = true };
                case 13: return new NumberKey(id, "alarmHysteresis", unit, Hundredths, 0, 10_000);
                case 14: return new NumberKey(id, "alarmMinDurationMs", "ms", Whole, 0, 86_400_000);
                default: return new NumberKey(id, "epsilon", unit, Hundredths, 0, 10_000);
            }
        }
    }
}
