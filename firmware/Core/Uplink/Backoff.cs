namespace Firmware.Core.Uplink
{
    /// <summary>
    /// Waits between attempts: doubled each time up to a limit, and then anything between half of that and all of it, so that a fleet
    /// does not come back at one instant. Starting at 1 s: 0.8 s, 1.3 s, 3.5 s, 5.1 s, ... The chance is handed in as a seed, so
    /// the series repeats for the same one. Used by one thread at a time.
    /// </summary>
    public sealed class Backoff
    {
        /// <summary>The longest wait that may be asked for, in ms: one day.</summary>
        public const int WaitMaxMs = 86_400_000;

        private readonly int _firstMs;
        private readonly int _maxMs;
        private uint _random;
        private int _ceilingMs;

        /// <summary>Makes a series.</summary>
        /// <param name="firstMs">The ceiling of the first wait, in ms, at least 1.</param>
        /// <param name="maxMs">The ceiling of every wait, in ms, in the range [firstMs, <see cref="WaitMaxMs"/>].</param>
        /// <param name="seed">Chance.</param>
        public Backoff(int firstMs, int maxMs, int seed)
        {
            _firstMs = firstMs;
            _maxMs = maxMs;
            _random = unchecked((uint)seed) ^ 0x9E37_79B9u;
            if (_random == 0) _random = 1;
            _ceilingMs = firstMs;
        }

        /// <summary>The next wait, in ms, in the range [ceiling / 2, ceiling].</summary>
        public int NextMs()
        {
            var waitMs = _ceilingMs - (int)(NextRandom() % (uint)(_ceilingMs / 2 + 1));
            _ceilingMs = _ceilingMs > _maxMs / 2 ? _maxMs : _ceilingMs * 2;
            return waitMs;
        }

        /// <summary>Begins the series anew, after a success.</summary>
        public void Reset() => _ceilingMs = _firstMs;

        // G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003.
        private uint NextRandom()
        {
            _random ^= _random << 13;
            _random ^= _random >> 17;
            _random ^= _random << 5;
            return _random;
        }
    }
}
