namespace Firmware.Core.StoreAndForward
{
    /// <summary>Records in preallocated RAM, oldest first. Used under its owner's lock.</summary>
    internal sealed class RecordRing
    {
        private readonly ByteRing _ring;
        private readonly byte[] _header = new byte[RecordFormat.HeaderBytes];

        public RecordRing(int capacityBytes)
        {
            _ring = new ByteRing(capacityBytes);
        }

        public int Count { get; private set; }

        public int UsedBytes => _ring.Used;

        public bool HasRoom(int payloadBytes) => _ring.Free >= RecordFormat.HeaderBytes + payloadBytes;

        /// <summary>Adds a message at the end; there must be room.</summary>
        public void Append(StampKind stampKind, long stampMs, int boot, int sequence, byte[] payload, int length)
        {
            RecordFormat.WriteHeader(_header, 0, RecordKind.Message, length, stampKind, boot, sequence, stampMs);
            _ring.Append(_header, RecordFormat.HeaderBytes);
            _ring.Append(payload, length);
            Count++;
        }

        /// <summary>The sequence of the oldest record, or 0 if there is none.</summary>
        public int HeadSequence()
        {
            if (Count == 0) return 0;
            ReadHead();
            return RecordFormat.Sequence(_header, 0);
        }

        /// <summary>The whole length of the oldest record; there must be one.</summary>
        public int HeadBytes()
        {
            ReadHead();
            return RecordFormat.RecordBytes(_header, 0);
        }

        public void CopyHead(OutboxRecord into)
        {
            ReadHead();
            RecordFormat.ReadHeader(_header, 0, into);
            _ring.CopyTo(RecordFormat.HeaderBytes, into.Payload, 0, into.PayloadLength);
        }

        /// <summary>Copies the oldest record, header and all.</summary>
        public void CopyHead(byte[] into, int at) => _ring.CopyTo(0, into, at, HeadBytes());

        public void RestampHead(long utcMs)
        {
            ReadHead();
            RecordFormat.WriteUtcStamp(_header, 0, utcMs);
            _ring.Overwrite(0, _header, RecordFormat.HeaderBytes);
        }

        public void RemoveHead()
        {
            _ring.RemoveFirst(HeadBytes());
            Count--;
        }

        private void ReadHead() => _ring.CopyTo(0, _header, 0, RecordFormat.HeaderBytes);
    }
}
