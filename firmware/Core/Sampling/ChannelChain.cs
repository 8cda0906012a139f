using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// What happens to one channel's raw readings, in this order: range, stuck, spike, calibration, median, exponential average. What
    /// is switched off takes no memory. Allocates only when it is made; used by one thread at a time.
    /// </summary>
    public sealed class ChannelChain
    {
        private readonly int _min;
        private readonly int _max;
        private readonly StuckCheck? _stuck;
        private readonly HampelFilter? _spikes;
        private readonly LinearCalibration _calibration;
        private readonly MedianFilter? _median;
        private readonly ExponentialSmoother _average;

        /// <summary>Makes a chain that has seen nothing.</summary>
        /// <param name="settings">What the channel is told; without error.</param>
        public ChannelChain(ChannelSettings settings)
            : this(settings, new int[ChannelSettings.WindowMax])
        {
        }

        /// <summary>Makes a chain that sorts where others do, too.</summary>
        /// <param name="settings">What the channel is told; without error.</param>
        /// <param name="scratch">Room for <see cref="ChannelSettings.WindowMax"/> readings; null where no window is asked for.</param>
        internal ChannelChain(ChannelSettings settings, int[]? scratch)
        {
            _min = settings.Min;
            _max = settings.Max;
            if (settings.StuckSamples > 0) _stuck = new StuckCheck(settings.StuckSamples);
            if (settings.HampelWindow > 0)
                _spikes = new HampelFilter(settings.HampelWindow, settings.HampelKPerMille, settings.HampelFloor, scratch!);
            _calibration = new LinearCalibration(settings);
            if (settings.MedianWindow > 1) _median = new MedianFilter(settings.MedianWindow, scratch!);
            _average = new ExponentialSmoother(settings.EmaAlphaPerMille);
        }

        /// <summary>Takes a raw reading. A rejected one leaves median and average as they are.</summary>
        /// <param name="reading">The reading, in hundredths of the channel's unit.</param>
        /// <param name="value">What it became, in the same unit; meaningless unless accepted.</param>
        /// <returns>Accepted, or why not.</returns>
        public ReadingVerdict Next(int reading, out int value)
        {
            value = 0;
            if (reading < _min || reading > _max) return ReadingVerdict.OutOfRange;
            if (_stuck != null && _stuck.IsStuck(reading)) return ReadingVerdict.Stuck;
            if (_spikes != null && _spikes.IsSpike(reading)) return ReadingVerdict.Spike;
            value = _calibration.Apply(reading);
            if (_median != null) value = _median.Next(value);
            value = _average.Next(value);
            return ReadingVerdict.Accepted;
        }

        /// <summary>Forgets the past, after the sensor was away.</summary>
        public void Reset()
        {
            _stuck?.Reset();
            _spikes?.Reset();
            _median?.Reset();
            _average.Reset();
        }

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            _stuck?.Carry(state);
            _spikes?.Carry(state);
            _median?.Carry(state);
            _average.Carry(state);
        }
    }
}
