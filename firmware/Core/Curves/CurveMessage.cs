namespace Firmware.Core.Curves
{
    /// <summary>
    /// A curve/1 message in the making, in preallocated memory: the curves of three channels, and of what is computed from them where that
    /// is asked for, over sampling instants that are counted from 0. Each message stands alone. Used by one thread.
    /// </summary>
    public sealed class CurveMessage
    {
        /// <summary>The most sampling instants in one message: what one event may become in the cloud has a limit.</summary>
        public const int SamplesMax = 4_096;

        private readonly int _intervalMs;
        private readonly KnotWriter _knots;
        private readonly ChannelCurve _temperature;
        private readonly ChannelCurve _humidity;
        private readonly ChannelCurve _pressure;
        private readonly ChannelCurve? _dewPoint;
        private readonly ChannelCurve? _absoluteHumidity;
        private readonly ChannelCurve? _seaLevelPressure;
        private readonly int _channels;
        private int _rejected;

        /// <summary>Makes an empty message.</summary>
        /// <param name="settings">The interval, the epsilon of each channel, and how long the body may become.</param>
        public CurveMessage(DeviceSettings settings)
        {
            _intervalMs = settings.IntervalMs;
            var derived = settings.Derived;
            _channels = CurvePayload.Channels + derived.Count;
            _knots = new KnotWriter(settings.Telemetry.MaxBytes, derived.Count);
            _temperature = new ChannelCurve(0, settings.Temperature.Epsilon, _knots);
            _humidity = new ChannelCurve(1, settings.Humidity.Epsilon, _knots);
            _pressure = new ChannelCurve(2, settings.Pressure.Epsilon, _knots);
            if (derived.DewPoint) _dewPoint = Computed(CurvePayload.DewPoint);
            if (derived.AbsoluteHumidity) _absoluteHumidity = Computed(CurvePayload.AbsoluteHumidity);
            if (derived.SeaLevelPressure) _seaLevelPressure = Computed(CurvePayload.SeaLevelPressure);
        }

        /// <summary>How many sampling instants it covers, from the first to the last; 0 when it is empty.</summary>
        public int Samples { get; private set; }

        /// <summary>The payload after <see cref="Close"/>, see <see cref="CurvePayload"/>.</summary>
        public byte[] Payload => _knots.Bytes;

        /// <summary>Whether it can take one more sample and stay within its length, whatever the values are.</summary>
        /// <param name="index">The sample's instant; after a gap every curve begins anew.</param>
        public bool HasRoomFor(int index)
        {
            var open = index > Samples ? 0 : OpenCurves();
            return _knots.HasRoom(_channels - open, open);
        }

        /// <summary>Takes a sample. Instants that were left out, and channels that are absent, end curves.</summary>
        /// <param name="index">
        /// Its instant, at least <see cref="Samples"/>, below <see cref="SamplesMax"/>, and 0 for the first one.
        /// </param>
        /// <param name="sample">The readings, for which there is room (<see cref="HasRoomFor"/>); empty when all were rejected.</param>
        /// <param name="isRejected">Whether at least one channel was rejected.</param>
        public void Add(int index, Sample sample, bool isRejected)
        {
            if (index > Samples) EndCurves();
            Samples = index + 1;
            if (isRejected) _rejected++;
            Add(_temperature, index, sample.HasTemperature, sample.TemperatureCentiC);
            Add(_humidity, index, sample.HasHumidity, sample.HumidityCentiPercent);
            Add(_pressure, index, sample.HasPressure, sample.PressurePa);
            Add(_dewPoint, index, sample.HasDewPoint, sample.DewPointCentiC);
            Add(_absoluteHumidity, index, sample.HasAbsoluteHumidity, sample.AbsoluteHumidityCentiGrams);
            Add(_seaLevelPressure, index, sample.HasSeaLevelPressure, sample.SeaLevelPressurePa);
        }

        /// <summary>Counts samples that were rejected wholly before the message began, where no instant of it can be theirs.</summary>
        /// <param name="count">How many.</param>
        public void AddRejected(int count) => _rejected += count;

        /// <summary>Ends all curves and completes <see cref="Payload"/>.</summary>
        /// <returns>The length of the payload, in bytes.</returns>
        public int Close()
        {
            EndCurves();
            CurvePayload.WriteHeader(Payload, _intervalMs, Samples, _rejected);
            CurvePayload.WriteEpsilon(Payload, 0, _temperature.Epsilon);
            CurvePayload.WriteEpsilon(Payload, 1, _humidity.Epsilon);
            CurvePayload.WriteEpsilon(Payload, 2, _pressure.Epsilon);
            return _knots.Length;
        }

        /// <summary>Makes it empty again.</summary>
        public void Clear()
        {
            _knots.Clear();
            Samples = 0;
            _rejected = 0;
        }

        private void EndCurves()
        {
            _temperature.End();
            _humidity.End();
            _pressure.End();
            _dewPoint?.End();
            _absoluteHumidity?.End();
            _seaLevelPressure?.End();
        }

        private int OpenCurves() =>
            One(_temperature) + One(_humidity) + One(_pressure) + One(_dewPoint) + One(_absoluteHumidity) + One(_seaLevelPressure);

        private static int One(ChannelCurve? curve) => curve != null && curve.IsOpen ? 1 : 0;

        private ChannelCurve Computed(int channel) => new ChannelCurve(channel, CurvePayload.ComputedEpsilon, _knots);

        private static void Add(ChannelCurve? curve, int index, bool isPresent, int value)
        {
            if (curve == null) return;
            if (isPresent) curve.Add(index, value);
            else curve.End();
        }
    }
}
