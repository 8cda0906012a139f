using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Telemetry
{
    /// <summary>Each sample is a message of its own, at once. An empty sample is none.</summary>
    internal sealed class FlatEncoder : TelemetryEncoder
    {
        private readonly Outbox _outbox;
        private readonly byte[] _payload = new byte[SamplePayload.MaxBytes];

        public FlatEncoder(Outbox outbox)
        {
            _outbox = outbox;
        }

        public override void Add(long nowMs, StampKind stampKind, long stampMs, Sample sample, bool isRejected)
        {
            if (sample.IsEmpty) return;
            _outbox.Append(stampKind, stampMs, _payload, SamplePayload.Write(sample, _payload));
        }

        public override void FlushIfDue(long nowMs)
        {
        }

        public override void Flush()
        {
        }
    }
}
