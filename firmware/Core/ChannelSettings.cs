namespace Firmware.Core
{
    /// <summary>
    /// What one channel can be told, from the raw reading to the alarm. "Hundredths" are those of the channel's unit: of a degree
    /// Celsius, of a percent of relative humidity, of a hectopascal (which are pascals). Immutable once made;
    /// <see cref="FindError"/> says what is wrong with it.
    /// </summary>
    public sealed class ChannelSettings
    {
        /// <summary>The value of <see cref="AlarmHigh"/> and <see cref="AlarmLow"/> that means there is no such alarm.</summary>
        public const int AlarmOff = int.MinValue;

        /// <summary>The value of <see cref="EmaAlphaPerMille"/> that switches exponential smoothing off.</summary>
        public const int EmaAlphaOff = 1_000;

        /// <summary>The <see cref="GainPerMillion"/> of one.</summary>
        public const int GainOne = 1_000_000;

        /// <summary>The longest window of the Hampel filter and of the median, in samples.</summary>
        public const int WindowMax = 15;

        /// <summary>The shortest window in which the Hampel filter can tell a spike, in samples.</summary>
        public const int HampelWindowMin = 3;

        /// <summary>The largest correction by <see cref="Offset"/>, in hundredths.</summary>
        public const int OffsetMax = 10_000;

        /// <summary>Makes the default settings of a channel.</summary>
        /// <param name="limits">Which channel it is.</param>
        public ChannelSettings(ChannelLimits limits)
        {
            Limits = limits;
            Min = limits.Min;
            Max = limits.Max;
            HampelFloor = limits.HampelFloor;
            Epsilon = limits.Epsilon;
            AlarmHysteresis = limits.AlarmHysteresis;
        }

        /// <summary>Which channel it is, and what its sensor can do.</summary>
        public ChannelLimits Limits { get; }

        /// <summary>Whether the channel is sent. The temperature is measured in any case: the other two are compensated with it.</summary>
        /// <value>The default is true.</value>
        public bool Enabled { get; init; } = true;

        /// <summary>
        /// Added to the reading after the gain, in hundredths, in the range [-<see cref="OffsetMax"/>, <see cref="OffsetMax"/>].
        /// </summary>
        /// <value>The default is 0.</value>
        public int Offset { get; init; }

        /// <summary>What the reading is multiplied with, in millionths, in the range [100_000, 10_000_000].</summary>
        /// <value>The default is <see cref="GainOne"/>.</value>
        public int GainPerMillion { get; init; } = GainOne;

        /// <summary>A raw reading below it is rejected, in hundredths; within what the sensor measures (<see cref="Limits"/>).</summary>
        /// <value>The default is the least that the sensor measures.</value>
        public int Min { get; init; }

        /// <summary>A raw reading above it is rejected, in hundredths, at least <see cref="Min"/>.</summary>
        /// <value>The default is the most that the sensor measures.</value>
        public int Max { get; init; }

        /// <summary>
        /// So many equal raw readings in a row, and each equal one after them, are rejected as stuck; in the range [2, 10_000], or 0
        /// for off. Still air repeats itself: at 0.01 of a degree, some ten minutes are no sign of a fault.
        /// </summary>
        /// <value>The default is 0.</value>
        public int StuckSamples { get; init; }

        /// <summary>
        /// The window in which spikes are told, in samples, in the range [<see cref="HampelWindowMin"/>, <see cref="WindowMax"/>], or
        /// 0 for off. A true step comes late by less than half of it: (window - 1) / 2 samples.
        /// </summary>
        /// <value>The default is 0.</value>
        public int HampelWindow { get; init; }

        /// <summary>
        /// How many standard deviations (estimated as 1.4826 times the median absolute deviation) make a spike, in thousandths, in
        /// the range [500, 20_000].
        /// </summary>
        /// <value>The default is 3_000.</value>
        public int HampelKPerMille { get; init; } = 3_000;

        /// <summary>
        /// The least median absolute deviation reckoned with, in hundredths, in the range [1, 1_000]: without it, any change after a
        /// quiet spell, whose deviation is 0, would be a spike.
        /// </summary>
        /// <value>The default is 10 for temperature (0.1 degrees), 30 for humidity (0.3 %), 10 for pressure (0.1 hPa).</value>
        public int HampelFloor { get; init; }

        /// <summary>The window of the median, in samples, in the range [1, <see cref="WindowMax"/>]; 1 means off.</summary>
        /// <value>The default is 1.</value>
        public int MedianWindow { get; init; } = 1;

        /// <summary>
        /// The weight of a new reading in the exponential average, in thousandths, in the range [1, <see cref="EmaAlphaOff"/>];
        /// the upper end passes every reading unchanged.
        /// </summary>
        /// <value>The default is 500.</value>
        public int EmaAlphaPerMille { get; init; } = 500;

        /// <summary>
        /// How far the curve that is sent may lie from a sample, in hundredths, in the range [0, 10_000]; 0 sends every change.
        /// </summary>
        /// <value>The default is 10 for temperature (0.1 degrees), 50 for humidity (0.5 %), 20 for pressure (0.2 hPa).</value>
        public int Epsilon { get; init; }

        /// <summary>
        /// A value above it raises the high alarm, in hundredths, within what the sensor measures; or <see cref="AlarmOff"/>.
        /// </summary>
        /// <value>The default is <see cref="AlarmOff"/>.</value>
        public int AlarmHigh { get; init; } = AlarmOff;

        /// <summary>
        /// A value below it raises the low alarm, in hundredths, below <see cref="AlarmHigh"/>; or <see cref="AlarmOff"/>.
        /// </summary>
        /// <value>The default is <see cref="AlarmOff"/>.</value>
        public int AlarmLow { get; init; } = AlarmOff;

        /// <summary>How far a value must come back behind the threshold to end an alarm, in hundredths, in the range [0, 10_000].</summary>
        /// <value>The default is 50 for temperature (0.5 degrees), 200 for humidity (2 %), 100 for pressure (1 hPa).</value>
        public int AlarmHysteresis { get; init; }

        /// <summary>How long values must stay past the threshold to raise an alarm, in ms, in the range [0, 86_400_000].</summary>
        /// <value>The default is 0: the first value raises it.</value>
        public int AlarmMinDurationMs { get; init; }

        /// <summary>Finds the first setting that is out of its range.</summary>
        /// <returns>One line that names the channel, the setting, its value and its range; null when all are good.</returns>
        public string? FindError() =>
            Check("offset", Offset, -OffsetMax, OffsetMax)
            ?? Check("gainPerMillion", GainPerMillion, 100_000, 10_000_000)
            ?? Check("min", Min, Limits.Min, Limits.Max)
            ?? Check("max", Max, Min, Limits.Max)
            ?? CheckUnlessOff("stuckSamples", StuckSamples, 0, 2, 10_000)
            ?? CheckUnlessOff("hampelWindow", HampelWindow, 0, HampelWindowMin, WindowMax)
            ?? Check("hampelKPerMille", HampelKPerMille, 500, 20_000)
            ?? Check("hampelFloor", HampelFloor, 1, 1_000)
            ?? Check("medianWindow", MedianWindow, 1, WindowMax)
            ?? Check("emaAlphaPerMille", EmaAlphaPerMille, 1, EmaAlphaOff)
            ?? Check("epsilon", Epsilon, 0, 10_000)
            ?? CheckUnlessOff("alarmHigh", AlarmHigh, AlarmOff, Limits.Min, Limits.Max)
            ?? CheckUnlessOff("alarmLow", AlarmLow, AlarmOff, Limits.Min, AlarmHigh == AlarmOff ? Limits.Max : AlarmHigh - 1)
            ?? Check("alarmHysteresis", AlarmHysteresis, 0, 10_000)
            ?? Check("alarmMinDurationMs", AlarmMinDurationMs, 0, 86_400_000);

        private string? CheckUnlessOff(string name, int value, int off, int min, int max) =>
            value == off ? null : Check(name, value, min, max);

        private string? Check(string name, int value, int min, int max) =>
            SettingRange.Check(Limits.Name + "." + name, value, min, max);
    }
}
