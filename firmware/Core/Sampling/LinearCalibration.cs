namespace Firmware.Core.Sampling
{
    /// <summary>
    /// Corrects a reading by a gain, then by an offset, in 64-bit integers; the product is rounded to the nearest unit, a half away
    /// from zero. The result is kept within what the channel can be: no calibration makes the air damper than 100 %. Immutable.
    /// </summary>
    public sealed class LinearCalibration
    {
        private readonly int _gainPerMillion;
        private readonly int _offset;
        private readonly int _min;
        private readonly int _max;

        /// <summary>Makes a calibration.</summary>
        /// <param name="settings">The channel's gain, offset and limits.</param>
        public LinearCalibration(ChannelSettings settings)
        {
            _gainPerMillion = settings.GainPerMillion;
            _offset = settings.Offset;
            _min = settings.Limits.Min;
            _max = settings.Limits.Max;
        }

        /// <summary>Corrects a raw reading.</summary>
        public int Apply(int reading)
        {
            var product = (long)reading * _gainPerMillion;
            const int half = ChannelSettings.GainOne / 2;
            var value = (product + (product < 0 ? -half : half)) / ChannelSettings.GainOne + _offset;
            if (value < _min) return _min;
            return value > _max ? _max : (int)value;
        }
    }
}
