using Firmware.Core.Persistence;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// Neighbouring messages that were dropped and will never be sent: from one (boot, sequence) to another, both included. A gap
    /// takes the place, and so the identity, of its last message. While it waits it may grow, and then goes out as a larger one;
    /// whoever receives both takes their union. Reused; used by one thread at a time.
    /// </summary>
    public sealed class OutboxGap
    {
        /// <summary>The length of the encoded gap, in bytes.</summary>
        internal const int LengthBytes = 20;

        /// <summary>Where the count stands in the encoded gap.</summary>
        internal const int CountAt = 16;

        /// <summary>The boot of the first message.</summary>
        public int FromBoot { get; private set; }

        /// <summary>The sequence of the first message.</summary>
        public int FromSequence { get; private set; }

        /// <summary>The boot of the last message.</summary>
        public int Boot { get; private set; }

        /// <summary>The sequence of the last message.</summary>
        public int Sequence { get; private set; }

        /// <summary>
        /// How many messages are known to be missing; 0: no gap. Alerts that had overtaken the others are not among them. Where the boots differ, more may have been lost: nobody counted what only
        /// RAM held when the power went.
        /// </summary>
        public int Count { get; private set; }

        /// <summary>Whether there is no gap.</summary>
        public bool IsEmpty => Count == 0;

        /// <summary>Lengthens the gap by one that follows it; an empty gap becomes that one.</summary>
        /// <param name="fromBoot">The boot of the first message.</param>
        /// <param name="fromSequence">The sequence of the first message.</param>
        /// <param name="boot">The boot of the last message.</param>
        /// <param name="sequence">The sequence of the last message.</param>
        /// <param name="count">How many messages are known to be missing.</param>
        public void Add(int fromBoot, int fromSequence, int boot, int sequence, int count)
        {
            if (IsEmpty)
            {
                FromBoot = fromBoot;
                FromSequence = fromSequence;
            }

            Boot = boot;
            Sequence = sequence;
            Count = count > int.MaxValue - Count ? int.MaxValue : Count + count;
        }

        internal void Clear() => Count = 0;

        /// <summary>Lengthens the gap by the message that follows it.</summary>
        internal void Add(int boot, int sequence) => Add(boot, sequence, boot, sequence, 1);

        /// <summary>Lengthens the gap by one that follows it.</summary>
        internal void Add(OutboxGap next) => Add(next.FromBoot, next.FromSequence, next.Boot, next.Sequence, next.Count);

        internal void Set(OutboxGap other)
        {
            Clear();
            if (!other.IsEmpty) Add(other);
        }

        /// <summary>Lengthens the gap, where there is one, over a message that follows it and is not missing.</summary>
        internal void Cover(int boot, int sequence)
        {
            if (!IsEmpty) Add(boot, sequence, boot, sequence, 0);
        }

        /// <summary>Takes out what the gap was when it was sent; all of one boot.</summary>
        internal void RemoveFirst(OutboxGap sent)
        {
            if (IsEmpty || sent.Sequence < FromSequence) return;
            Count -= sent.Count;
            FromSequence = sent.Sequence + 1;
        }

        /// <summary>Takes out one message that is not missing after all.</summary>
        internal void TakeBack(int sequence)
        {
            Count--;
            if (sequence == FromSequence) FromSequence++;
        }

        /// <summary>Whether a message lies within the gap.</summary>
        internal bool Contains(long key) =>
            !IsEmpty && RecordFormat.Key(FromBoot, FromSequence) <= key && key <= RecordFormat.Key(Boot, Sequence);

        internal void Write(byte[] into, int at)
        {
            LittleEndian.WriteInt32(into, at, FromBoot);
            LittleEndian.WriteInt32(into, at + 4, FromSequence);
            LittleEndian.WriteInt32(into, at + 8, Boot);
            LittleEndian.WriteInt32(into, at + 12, Sequence);
            LittleEndian.WriteInt32(into, at + CountAt, Count);
        }

        internal void Read(byte[] from, int at)
        {
            FromBoot = LittleEndian.ReadInt32(from, at);
            FromSequence = LittleEndian.ReadInt32(from, at + 4);
            Boot = LittleEndian.ReadInt32(from, at + 8);
            Sequence = LittleEndian.ReadInt32(from, at + 12);
            Count = LittleEndian.ReadInt32(from, at + CountAt);
            if (Count < 0 || FromBoot < 0 || FromSequence < 0 || Boot < 0 || Sequence < 0) Clear(); // no gap that this firmware knows
        }
    }
}
