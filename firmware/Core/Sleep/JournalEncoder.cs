using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Sleep
{
    /// <summary>Leaves samples in the journal of a device that sleeps; messages are made when it sends. Used by the sampling thread.</summary>
    internal sealed class JournalEncoder : TelemetryEncoder
    {
        private readonly SleepJournal _journal;

        public JournalEncoder(SleepJournal journal)
        {
            _journal = journal;
        }

        public override void Add(long nowMs, StampKind stampKind, long stampMs, Sample sample, bool isRejected)
        {
            if (!sample.IsEmpty || isRejected) _journal.AddSample(stampKind, stampMs, sample, isRejected);
        }

        public override void FlushIfDue(long nowMs)
        {
        }

        public override void Flush()
        {
        }
    }
}
