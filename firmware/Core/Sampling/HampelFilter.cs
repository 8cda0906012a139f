using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// Tells spikes by the Hampel identifier (Davies and Gather, "The identification of multiple outliers", JASA 88, 1993): a reading
    /// further from the window's median than K standard deviations, estimated as 1.4826 times the median absolute deviation (MAD).
    /// The window ends with the reading itself, since a device cannot wait for the future, and spikes stay in it. A new level is
    /// therefore believed once it fills half of the window: fewer readings than that are rejected in a row, whatever comes. Used by
    /// one thread at a time.
    /// </summary>
    public sealed class HampelFilter
    {
        // 1 / quantile(3/4) of the normal distribution, which makes the MAD an estimate of the standard deviation.
        private const int DeviationPerMadE4 = 14_826;
        private const long Scale = 1_000L * 10_000L; // of K in thousandths and of the factor above

        private readonly SampleWindow _window;
        private readonly int _kPerMille;
        private readonly int _floor;
        private readonly int _inRowMax;
        private int _inRow;

        /// <summary>Makes a filter that has seen nothing.</summary>
        /// <param name="window">How many readings it compares, at least <see cref="ChannelSettings.HampelWindowMin"/>.</param>
        /// <param name="kPerMille">How many standard deviations make a spike, in thousandths.</param>
        /// <param name="floor">
        /// The least MAD reckoned with, at least 1 (the sensor's resolution): after a quiet spell it is 0, and any change a spike.
        /// </param>
        public HampelFilter(int window, int kPerMille, int floor)
            : this(window, kPerMille, floor, new int[window])
        {
        }

        internal HampelFilter(int window, int kPerMille, int floor, int[] scratch)
        {
            _window = new SampleWindow(window, scratch);
            _kPerMille = kPerMille;
            _floor = floor;
            _inRowMax = (window - 1) / 2;
        }

        /// <summary>Takes a raw reading. The first two after a reset are believed: nothing is known to compare them with.</summary>
        /// <param name="reading">In the range that <see cref="SampleWindow.Add"/> takes.</param>
        /// <returns>Whether it is a spike.</returns>
        public bool IsSpike(int reading)
        {
            _window.Add(reading);
            var isSpike = _window.Count >= ChannelSettings.HampelWindowMin && IsFar(reading) && _inRow < _inRowMax;
            _inRow = isSpike ? _inRow + 1 : 0;
            return isSpike;
        }

        /// <summary>Forgets everything.</summary>
        public void Reset()
        {
            _window.Clear();
            _inRow = 0;
        }

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            _window.Carry(state);
            _inRow = state.Carry(_inRow);
        }

        private bool IsFar(int reading)
        {
            var median = _window.Median();
            var mad = _window.MedianDistance(median);
            long limit = mad > _floor ? mad : _floor;
            long distance = reading < median ? median - reading : reading - median;
            return distance * Scale > limit * DeviationPerMadE4 * _kPerMille;
        }
    }
}
