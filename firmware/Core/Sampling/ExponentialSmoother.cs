using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// An exponential moving average in integers: s += alpha * (x - s). The state keeps 16 bits behind the point, so that a constant
    /// input is reached exactly, whatever alpha is. Used by one thread at a time.
    /// </summary>
    public sealed class ExponentialSmoother
    {
        private const int FullScale = 1_000;
        private const int FractionBits = 16;

        private readonly int _alphaPerMille;
        private bool _isPrimed;
        private long _state;

        /// <summary>Makes a smoother that has seen nothing.</summary>
        /// <param name="alphaPerMille">The weight of a new value in thousandths, in the range [1, 1000]; 1000 passes it unchanged.</param>
        public ExponentialSmoother(int alphaPerMille)
        {
            _alphaPerMille = alphaPerMille;
        }

        /// <summary>Takes a value; the first one initialises the average.</summary>
        /// <returns>The average, rounded to the nearest unit, a half upwards.</returns>
        public int Next(int value)
        {
            var scaled = (long)value << FractionBits;
            _state = _isPrimed ? _state + (scaled - _state) * _alphaPerMille / FullScale : scaled;
            _isPrimed = true;
            return (int)((_state + (1L << (FractionBits - 1))) >> FractionBits);
        }

        /// <summary>Forgets everything: the next value initialises the average again.</summary>
        public void Reset() => _isPrimed = false;

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            _isPrimed = state.Carry(_isPrimed);
            _state = state.Carry(_state);
        }
    }
}
