using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// Replaces each value by the median of the last few. Until the window is full it is the median of what there is, so that the
    /// first value comes at once. Used by one thread at a time.
    /// </summary>
    public sealed class MedianFilter
    {
        private readonly SampleWindow _window;

        /// <summary>Makes a filter that has seen nothing.</summary>
        /// <param name="window">How many values it looks at, in the range [1, <see cref="ChannelSettings.WindowMax"/>].</param>
        public MedianFilter(int window)
            : this(window, new int[window])
        {
        }

        internal MedianFilter(int window, int[] scratch)
        {
            _window = new SampleWindow(window, scratch);
        }

        /// <summary>Takes a value.</summary>
        /// <returns>The median, as <see cref="SampleWindow.Median"/> rounds it.</returns>
        public int Next(int value)
        {
            _window.Add(value);
            return _window.Median();
        }

        /// <summary>Forgets everything.</summary>
        public void Reset() => _window.Clear();

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state) => _window.Carry(state);
    }
}
