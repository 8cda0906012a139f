namespace Firmware.Core.StoreAndForward
{
    /// <summary>One record of the outbox, copied out of it. Reused; used by one thread at a time.</summary>
    public sealed class OutboxRecord
    {
        /// <summary>Makes an empty record.</summary>
        /// <param name="payloadMaxBytes">The longest payload it can take, as the outbox was told.</param>
        public OutboxRecord(int payloadMaxBytes)
        {
            Payload = new byte[payloadMaxBytes];
        }

        /// <summary>The number of the message within the boot, from 1.</summary>
        public int Sequence { get; internal set; }

        /// <summary>What <see cref="StampMs"/> counts.</summary>
        public StampKind StampKind { get; internal set; }

        /// <summary>The time stamp, in ms.</summary>
        public long StampMs { get; internal set; }

        /// <summary>How many bytes of <see cref="Payload"/> belong to the record.</summary>
        public int PayloadLength { get; internal set; }

        /// <summary>The content, from index 0.</summary>
        public byte[] Payload { get; }
    }
}
