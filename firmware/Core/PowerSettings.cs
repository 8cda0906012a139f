using Firmware.Core.Sleep;

namespace Firmware.Core
{
    /// <summary>
    /// What a device does between samples. Immutable once made; <see cref="FindError"/> says what is wrong with it.
    /// </summary>
    public sealed class PowerSettings
    {
        /// <summary>The largest <see cref="Batch"/>: as many samples fit the flash slot that keeps them across a sleep.</summary>
        public const int BatchMax = SleepJournal.SamplesMax;

        /// <summary>What the device does between samples.</summary>
        /// <value>The default is <see cref="PowerMode.Always"/>.</value>
        public PowerMode Mode { get; init; } = PowerMode.Always;

        /// <summary>
        /// How many samples a device that sleeps collects before it connects and sends them, in the range [1, <see cref="BatchMax"/>].
        /// An alarm is sent at once.
        /// </summary>
        /// <value>The default is 6.</value>
        public int Batch { get; init; } = 6;

        /// <summary>Finds the first setting that is out of its range.</summary>
        /// <returns>One line that names it, its value and its range; null when all are good.</returns>
        public string? FindError() =>
            SettingRange.Check("power.mode", (int)Mode, (int)PowerMode.Always, (int)PowerMode.DeepSleep)
            ?? SettingRange.Check("power.batch", Batch, 1, BatchMax);
    }
}
