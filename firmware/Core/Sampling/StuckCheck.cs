using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// Tells a sensor that has frozen from air that is still, by how often it repeats itself. Used by one thread at a time.
    /// </summary>
    public sealed class StuckCheck
    {
        private readonly int _samplesMax;
        private int _last;
        private int _equal;

        /// <summary>Makes a check that has seen nothing.</summary>
        /// <param name="samples">How many equal readings in a row mean stuck, at least 2.</param>
        public StuckCheck(int samples)
        {
            _samplesMax = samples;
        }

        /// <summary>Takes a raw reading.</summary>
        /// <returns>True from the reading that makes the row long enough until a different one comes.</returns>
        public bool IsStuck(int reading)
        {
            if (_equal == 0 || reading != _last) _equal = 1;
            else if (_equal < _samplesMax) _equal++;
            _last = reading;
            return _equal == _samplesMax;
        }

        /// <summary>Forgets everything.</summary>
        public void Reset() => _equal = 0;

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            _last = state.Carry(_last);
            _equal = state.Carry(_equal);
        }
    }
}
