namespace Firmware.Core.StoreAndForward
{
    /// <summary>One record of the outbox, copied out of it. Reused; used by one thread at a time.</summary>
    public sealed class OutboxRecord
    {
        /// <summary>Makes an empty record.</summary>
        /// <param name="payloadBytes">The room for a payload, at least 1; a longer one makes it grow.</param>
        public OutboxRecord(int payloadBytes)
        {
            Payload = new byte[payloadBytes];
        }

        /// <summary>What the record holds.</summary>
        public RecordKind Kind { get; internal set; }

        /// <summary>The boot that made the message, which may be an earlier one.</summary>
        public int Boot { get; internal set; }

        /// <summary>The number of the message within that boot, from 1.</summary>
        public int Sequence { get; internal set; }

        /// <summary>What <see cref="StampMs"/> counts.</summary>
        public StampKind StampKind { get; internal set; }

        /// <summary>The time stamp, in ms.</summary>
        public long StampMs { get; internal set; }

        /// <summary>How many bytes of <see cref="Payload"/> belong to the record.</summary>
        public int PayloadLength { get; internal set; }

        /// <summary>The content, from index 0; meaningless in a record of <see cref="RecordKind.Gap"/>.</summary>
        public byte[] Payload { get; private set; }

        /// <summary>The gap; meaningless in every other kind of record.</summary>
        public OutboxGap Gap { get; } = new OutboxGap();

        internal void MakeRoom()
        {
            if (Payload.Length < PayloadLength) Payload = new byte[PayloadLength];
        }

        internal void SetGap(OutboxGap gap)
        {
            Kind = RecordKind.Gap;
            Gap.Set(gap);
            Boot = gap.Boot;
            Sequence = gap.Sequence;
            StampKind = StampKind.Utc;
            StampMs = 0;
            PayloadLength = 0;
        }

        internal bool Is(int boot, int sequence) => Boot == boot && Sequence == sequence;
    }
}
