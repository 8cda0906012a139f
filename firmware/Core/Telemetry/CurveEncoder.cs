using Firmware.Core.Curves;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// Collects samples into curve/1 messages. A sample belongs to the instant nearest to its stamp, so its time is restored to half
    /// an interval at worst and as a rule to some ms. A message ends when it covers the telemetry interval, when it could become too
    /// long, or when the next stamp does not fit behind it: the clock stepped, or became known.
    /// </summary>
    internal sealed class CurveEncoder : TelemetryEncoder
    {
        private readonly Outbox _outbox;
        private readonly CurveMessage _message;
        private readonly int _intervalMs;
        private readonly int _telemetryIntervalMs;
        private readonly int _samplesMax;
        private long _begunMs;
        private StampKind _startKind;
        private long _startMs;

        public CurveEncoder(DeviceSettings settings, Outbox outbox)
        {
            _outbox = outbox;
            _message = new CurveMessage(settings);
            _intervalMs = settings.IntervalMs;
            _telemetryIntervalMs = settings.MessageIntervalMs;
            _samplesMax = SamplesWithin(_telemetryIntervalMs, _intervalMs);
        }

        public override void Add(long nowMs, StampKind stampKind, long stampMs, Sample sample, bool isRejected)
        {
            if (!Continues(stampKind, stampMs) || !_message.HasRoomFor((int)IndexOf(stampMs))) Flush();
            if (_message.Samples == 0)
            {
                if (sample.IsEmpty) // a message begins with a value
                {
                    if (isRejected) RejectedBefore++;
                    return;
                }

                Begin(nowMs, stampKind, stampMs);
                _message.AddRejected(RejectedBefore);
                RejectedBefore = 0;
            }

            _message.Add((int)IndexOf(stampMs), sample, isRejected);
            if (_message.Samples == _samplesMax) Flush();
        }

        public override void FlushIfDue(long nowMs)
        {
            if (nowMs - _begunMs >= _telemetryIntervalMs) Flush();
        }

        public override void Flush()
        {
            if (_message.Samples == 0) return;
            var length = _message.Close();
            _outbox.Append(_startKind, _startMs, _message.Payload, length);
            _message.Clear();
        }

        private void Begin(long nowMs, StampKind stampKind, long stampMs)
        {
            _begunMs = nowMs;
            _startKind = stampKind;
            _startMs = stampMs;
        }

        private bool Continues(StampKind stampKind, long stampMs)
        {
            if (stampKind != _startKind || stampMs < _startMs) return false;
            var index = IndexOf(stampMs);
            return index >= _message.Samples && index < _samplesMax;
        }

        private long IndexOf(long stampMs) => (stampMs - _startMs + _intervalMs / 2) / _intervalMs;

        private static int SamplesWithin(int telemetryIntervalMs, int intervalMs)
        {
            var samples = telemetryIntervalMs / intervalMs;
            if (samples < 1) return 1;
            return samples > CurveMessage.SamplesMax ? CurveMessage.SamplesMax : samples;
        }
    }
}
