namespace Firmware.Core.Sampling
{
    /// <summary>The newest accepted sample, for other threads than the sampling one. Thread-safe.</summary>
    internal sealed class NewestSample
    {
        private readonly object _gate = new object();
        private readonly int[] _values = new int[3];
        private int _channels; // a bit for each channel that has a value
        private long _takenMs;

        /// <summary>Keeps an accepted sample.</summary>
        /// <param name="sample">The sample; not kept, but copied.</param>
        /// <param name="takenMs">The uptime at which it was begun, in ms.</param>
        public void Put(Sample sample, long takenMs)
        {
            lock (_gate)
            {
                _values[0] = sample.TemperatureCentiC;
                _values[1] = sample.HumidityCentiPercent;
                _values[2] = sample.PressurePa;
                _channels = (sample.HasTemperature ? 1 : 0) | (sample.HasHumidity ? 2 : 0) | (sample.HasPressure ? 4 : 0);
                _takenMs = takenMs;
            }
        }

        /// <summary>Copies the newest sample.</summary>
        /// <param name="into">Receives it.</param>
        /// <param name="takenMs">The uptime at which it was begun, in ms.</param>
        /// <returns>False if there was none since boot.</returns>
        public bool TryCopy(Sample into, out long takenMs)
        {
            into.Clear();
            lock (_gate)
            {
                if ((_channels & 1) != 0) into.SetTemperature(_values[0]);
                if ((_channels & 2) != 0) into.SetHumidity(_values[1]);
                if ((_channels & 4) != 0) into.SetPressure(_values[2]);
                takenMs = _takenMs;
            }

            return !into.IsEmpty;
        }
    }
}
