namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// Messages of one boot in preallocated RAM, oldest first. Only alerts may be removed from between others; a place that is left
    /// over goes with what is before it. Used under its owner's lock.
    /// </summary>
    internal sealed class RecordRing
    {
        private const int None = -1;

        private readonly ByteRing _ring;
        private readonly byte[] _header = new byte[RecordFormat.HeaderBytes];
        private int _alerts;

        public RecordRing(int capacityBytes)
        {
            _ring = new ByteRing(capacityBytes);
        }

        /// <summary>How many messages wait.</summary>
        public int Count { get; private set; }

        public int UsedBytes => _ring.Used;

        public bool HasRoom(int payloadBytes) => _ring.Free >= RecordFormat.HeaderBytes + payloadBytes;

        /// <summary>Adds a message at the end; there must be room.</summary>
        public void Append(RecordKind kind, StampKind stampKind, long stampMs, int boot, int sequence, byte[] payload, int length)
        {
            RecordFormat.WriteHeader(_header, 0, kind, length, stampKind, boot, sequence, stampMs);
            _ring.Append(_header, RecordFormat.HeaderBytes);
            _ring.Append(payload, length);
            Count++;
            if (kind == RecordKind.Alert) _alerts++;
        }

        /// <summary>The sequence of the oldest record; there must be one.</summary>
        public int HeadSequence()
        {
            ReadHeader(0);
            return RecordFormat.Sequence(_header, 0);
        }

        /// <summary>The whole length of the oldest record; there must be one.</summary>
        public int HeadBytes()
        {
            ReadHeader(0);
            return RecordFormat.RecordBytes(_header, 0);
        }

        /// <summary>Whether the oldest record, which must be there, is an alert.</summary>
        public bool IsHeadAlert()
        {
            ReadHeader(0);
            return RecordFormat.KindOf(_header, 0) == RecordKind.Alert;
        }

        public void CopyHead(OutboxRecord into) => Copy(0, into);

        /// <summary>Copies the oldest record, header and all.</summary>
        public void CopyHead(byte[] into, int at) => _ring.CopyTo(0, into, at, HeadBytes());

        /// <summary>Copies the oldest alert.</summary>
        /// <returns>False if none waits.</returns>
        public bool TryCopyAlert(OutboxRecord into)
        {
            if (_alerts == 0) return false;
            for (var at = 0; at < _ring.Used; at += RecordFormat.RecordBytes(_header, 0))
            {
                ReadHeader(at);
                if (RecordFormat.KindOf(_header, 0) != RecordKind.Alert) continue;
                Copy(at, into);
                return true;
            }

            return false;
        }

        /// <summary>Gives a message its UTC stamp, if it is there.</summary>
        public void Restamp(int sequence, long utcMs)
        {
            var at = Find(sequence);
            if (at == None) return;
            RecordFormat.WriteUtcStamp(_header, 0, utcMs);
            _ring.Overwrite(at, _header, RecordFormat.HeaderBytes);
        }

        /// <summary>Removes the oldest message, or an alert.</summary>
        /// <returns>False if it is not there.</returns>
        public bool TryRemove(int sequence)
        {
            var at = Find(sequence);
            if (at == None) return false;
            if (at == 0)
            {
                RemoveHead();
                return true;
            }

            RecordFormat.WriteKind(_header, 0, RecordKind.Sent);
            _ring.Overwrite(at, _header, RecordFormat.HeaderBytes);
            _alerts--;
            Count--;
            return true;
        }

        public void RemoveHead()
        {
            if (IsHeadAlert()) _alerts--;
            Count--;
            do _ring.RemoveFirst(HeadBytes());
            while (_ring.Used > 0 && IsHeadSent());
        }

        private bool IsHeadSent()
        {
            ReadHeader(0);
            return RecordFormat.KindOf(_header, 0) == RecordKind.Sent;
        }

        // Leaves the header of what it finds for its caller.
        private int Find(int sequence)
        {
            for (var at = 0; at < _ring.Used; at += RecordFormat.RecordBytes(_header, 0))
            {
                ReadHeader(at);
                if (RecordFormat.Sequence(_header, 0) > sequence) return None;
                if (RecordFormat.Sequence(_header, 0) == sequence)
                    return RecordFormat.KindOf(_header, 0) == RecordKind.Sent ? None : at;
            }

            return None;
        }

        private void Copy(int at, OutboxRecord into)
        {
            ReadHeader(at);
            RecordFormat.ReadHeader(_header, 0, into);
            into.MakeRoom();
            _ring.CopyTo(at + RecordFormat.HeaderBytes, into.Payload, 0, into.PayloadLength);
        }

        private void ReadHeader(int at) => _ring.CopyTo(at, _header, 0, RecordFormat.HeaderBytes);
    }
}
