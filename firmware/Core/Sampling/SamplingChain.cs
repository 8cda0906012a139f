using Firmware.Core.Sleep;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// From what the sensor read to what is sent: what no sensor can have measured goes (<see cref="PlausibilityCheck"/>), then each
    /// channel passes its own <see cref="ChannelChain"/>. A rejected reading makes its channel absent and is counted by its reason;
    /// a channel that is switched off is absent without being counted. Used by one thread at a time.
    /// </summary>
    public sealed class SamplingChain
    {
        private readonly ChannelChain? _temperature;
        private readonly ChannelChain? _humidity;
        private readonly ChannelChain? _pressure;
        private readonly DeviceCounters _counters;

        /// <summary>Makes a chain that has seen nothing.</summary>
        /// <param name="settings">What each channel is told; without error.</param>
        /// <param name="counters">Counts what is rejected.</param>
        public SamplingChain(DeviceSettings settings, DeviceCounters counters)
        {
            var sorts = Sorts(settings.Temperature) || Sorts(settings.Humidity) || Sorts(settings.Pressure);
            var scratch = sorts ? new int[ChannelSettings.WindowMax] : null; // one for all: each sorts for a moment only
            _temperature = Of(settings.Temperature, scratch);
            _humidity = Of(settings.Humidity, scratch);
            _pressure = Of(settings.Pressure, scratch);
            _counters = counters;
        }

        /// <summary>Replaces each reading by its value, or makes the channel absent.</summary>
        /// <param name="sample">The raw readings; receives the values.</param>
        /// <returns>How many readings were rejected.</returns>
        public int Apply(Sample sample)
        {
            var implausible = PlausibilityCheck.Apply(sample);
            for (var i = 0; i < implausible; i++) _counters.CountReading(ReadingVerdict.OutOfRange);
            return implausible + ApplyTemperature(sample) + ApplyHumidity(sample) + ApplyPressure(sample);
        }

        /// <summary>Forgets the past, after the sensor was away.</summary>
        public void Reset()
        {
            _temperature?.Reset();
            _humidity?.Reset();
            _pressure?.Reset();
        }

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            _temperature?.Carry(state);
            _humidity?.Carry(state);
            _pressure?.Carry(state);
        }

        private static bool Sorts(ChannelSettings settings) => settings.Enabled && (settings.HampelWindow > 0 || settings.MedianWindow > 1);

        private static ChannelChain? Of(ChannelSettings settings, int[]? scratch) =>
            settings.Enabled ? new ChannelChain(settings, scratch) : null;

        private int ApplyTemperature(Sample sample)
        {
            if (!sample.HasTemperature) return 0;
            var isAccepted = TryNext(_temperature, sample.TemperatureCentiC, out var centiC);
            if (isAccepted) sample.SetTemperature(centiC);
            else sample.RemoveTemperature();
            return isAccepted || _temperature == null ? 0 : 1;
        }

        private int ApplyHumidity(Sample sample)
        {
            if (!sample.HasHumidity) return 0;
            var isAccepted = TryNext(_humidity, sample.HumidityCentiPercent, out var centiPercent);
            if (isAccepted) sample.SetHumidity(centiPercent);
            else sample.RemoveHumidity();
            return isAccepted || _humidity == null ? 0 : 1;
        }

        private int ApplyPressure(Sample sample)
        {
            if (!sample.HasPressure) return 0;
            var isAccepted = TryNext(_pressure, sample.PressurePa, out var pascals);
            if (isAccepted) sample.SetPressure(pascals);
            else sample.RemovePressure();
            return isAccepted || _pressure == null ? 0 : 1;
        }

        private bool TryNext(ChannelChain? channel, int reading, out int value)
        {
            value = 0;
            if (channel == null) return false;
            var verdict = channel.Next(reading, out value);
            _counters.CountReading(verdict);
            return verdict == ReadingVerdict.Accepted;
        }
    }
}
