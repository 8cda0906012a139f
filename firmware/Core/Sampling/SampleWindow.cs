using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// The last few readings, for what needs their order by size. Windows are so short that sorting them anew beats keeping them
    /// sorted. Preallocated; used by one thread at a time.
    /// </summary>
    public sealed class SampleWindow
    {
        private readonly int[] _readings; // a ring, the oldest overwritten: their order in time does not matter here
        private readonly int[] _sorted;
        private int _next;

        /// <summary>Makes an empty window.</summary>
        /// <param name="size">How many readings it holds, in the range [1, <see cref="ChannelSettings.WindowMax"/>].</param>
        public SampleWindow(int size)
            : this(size, new int[size])
        {
        }

        /// <summary>Makes an empty window that sorts where others do, too.</summary>
        /// <param name="size">How many readings it holds.</param>
        /// <param name="scratch">Room for as many; what is in it means nothing between two calls.</param>
        internal SampleWindow(int size, int[] scratch)
        {
            _readings = new int[size];
            _sorted = scratch;
        }

        /// <summary>How many readings it holds now.</summary>
        public int Count { get; private set; }

        /// <summary>Takes a reading, which pushes the oldest one out when the window is full.</summary>
        /// <param name="reading">In the range [-1_000_000_000, 1_000_000_000], so that differences fit.</param>
        public void Add(int reading)
        {
            _readings[_next] = reading;
            _next = (_next + 1) % _readings.Length;
            if (Count < _readings.Length) Count++;
        }

        /// <summary>The median of the readings; of an even number, the mean of the two in the middle, a half upwards.</summary>
        /// <returns>The median; 0 if there are no readings.</returns>
        public int Median()
        {
            for (var i = 0; i < Count; i++) Insert(_readings[i], i);
            return Middle();
        }

        /// <summary>The median of the readings' absolute distances from a value.</summary>
        /// <returns>The median distance; 0 if there are no readings.</returns>
        public int MedianDistance(int from)
        {
            for (var i = 0; i < Count; i++) Insert(_readings[i] < from ? from - _readings[i] : _readings[i] - from, i);
            return Middle();
        }

        /// <summary>Forgets every reading.</summary>
        public void Clear()
        {
            Count = 0;
            _next = 0;
        }

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            Count = state.Carry(Count);
            _next = state.Carry(_next);
            for (var i = 0; i < Count; i++) _readings[i] = state.Carry(_readings[i]);
        }

        private void Insert(int value, int count)
        {
            var at = count;
            for (; at > 0 && _sorted[at - 1] > value; at--) _sorted[at] = _sorted[at - 1];
            _sorted[at] = value;
        }

        private int Middle()
        {
            if (Count == 0) return 0;
            var upper = _sorted[Count / 2];
            return Count % 2 == 1 ? upper : (_sorted[Count / 2 - 1] + upper + 1) >> 1;
        }
    }
}
