using System;
using Firmware.Core.Persistence;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// The messages that wait for the hub, in preallocated RAM, oldest first. When it is full the oldest is dropped and counted. A
    /// message stays until it is acknowledged, so it goes out at least once, always with the same sequence. Thread-safe: the
    /// sampling loop appends while the uplink loop sends.
    /// </summary>
    public sealed class Outbox
    {
        /// <summary>
        /// What a record takes beside its payload, in bytes: length (2), stamp kind (1), reserved (1), sequence (4), stamp (8).
        /// </summary>
        public const int HeaderBytes = 16;

        private readonly object _gate = new object();
        private readonly ByteRing _ring;
        private readonly byte[] _header = new byte[HeaderBytes];
        private readonly int _payloadMaxBytes;
        private int _count;
        private int _dropped;
        private int _lastSequence;
        private int _inFlight;
        private int _droppedInFlight;

        /// <summary>Makes an empty outbox.</summary>
        /// <param name="capacityBytes">The RAM it takes; at least one record of the longest payload.</param>
        /// <param name="payloadMaxBytes">The longest payload, in the range [0, 65_535].</param>
        /// <exception cref="ArgumentException">Not even one record fits.</exception>
        public Outbox(int capacityBytes, int payloadMaxBytes)
        {
            if (capacityBytes < HeaderBytes + payloadMaxBytes) throw new ArgumentException("the outbox is smaller than one record");
            _ring = new ByteRing(capacityBytes);
            _payloadMaxBytes = payloadMaxBytes;
        }

        /// <summary>The longest payload it was made for, in bytes.</summary>
        public int PayloadMaxBytes => _payloadMaxBytes;

        /// <summary>How many messages wait.</summary>
        public int Count
        {
            get
            {
                lock (_gate) return _count;
            }
        }

        /// <summary>How many messages were dropped because the outbox was full, since boot.</summary>
        public int Dropped
        {
            get
            {
                lock (_gate) return _dropped;
            }
        }

        /// <summary>Adds a message at the end, dropping the oldest ones where there is no room.</summary>
        /// <param name="stampKind">What the stamp counts.</param>
        /// <param name="stampMs">The time stamp, in ms.</param>
        /// <param name="payload">The content, from index 0; copied.</param>
        /// <param name="length">Its length, at most what the outbox was made for.</param>
        /// <returns>The sequence it was given: 1 for the first of a boot, without gaps.</returns>
        /// <exception cref="ArgumentException">The payload is longer than agreed.</exception>
        public int Append(StampKind stampKind, long stampMs, byte[] payload, int length)
        {
            if (length > _payloadMaxBytes) throw new ArgumentException("the payload is longer than the outbox was made for");
            lock (_gate)
            {
                while (_ring.Free < HeaderBytes + length) DropOldest();
                _lastSequence++;
                WriteHeader(length, stampKind, _lastSequence, stampMs);
                _ring.Append(_header, HeaderBytes);
                _ring.Append(payload, length);
                _count++;
                return _lastSequence;
            }
        }

        /// <summary>Copies the oldest message out and leaves it where it is.</summary>
        /// <param name="into">Receives the message.</param>
        /// <returns>False if there is none.</returns>
        public bool TryPeek(OutboxRecord into)
        {
            lock (_gate)
            {
                if (_count == 0) return false;
                ReadHead();
                into.PayloadLength = HeadLength;
                into.StampKind = (StampKind)_header[2];
                into.Sequence = HeadSequence;
                into.StampMs = LittleEndian.ReadInt64(_header, 8);
                _ring.CopyTo(HeaderBytes, into.Payload, into.PayloadLength);
                _inFlight = into.Sequence;
                return true;
            }
        }

        /// <summary>Gives the message that was peeked its UTC stamp, so that every attempt sends the same one.</summary>
        /// <param name="record">The message; its stamp is changed too.</param>
        /// <param name="utcMs">Unix time in ms.</param>
        public void Restamp(OutboxRecord record, long utcMs)
        {
            record.StampKind = StampKind.Utc;
            record.StampMs = utcMs;
            lock (_gate)
            {
                if (!IsHead(record.Sequence)) return;
                WriteHeader(HeadLength, StampKind.Utc, record.Sequence, utcMs);
                _ring.Overwrite(0, _header, HeaderBytes);
            }
        }

        /// <summary>Removes a message that the hub has. If it was dropped meanwhile, it does not count as dropped any more.</summary>
        /// <param name="sequence">The sequence of the message that was peeked.</param>
        public void Acknowledge(int sequence)
        {
            lock (_gate)
            {
                if (IsHead(sequence)) RemoveHead();
                else if (sequence == _droppedInFlight) _dropped--;
                _droppedInFlight = 0;
            }
        }

        private int HeadLength => _header[0] | _header[1] << 8;

        private int HeadSequence => LittleEndian.ReadInt32(_header, 4);

        private bool IsHead(int sequence)
        {
            if (_count == 0) return false;
            ReadHead();
            return HeadSequence == sequence;
        }

        private void ReadHead() => _ring.CopyTo(0, _header, HeaderBytes);

        private void RemoveHead()
        {
            _ring.RemoveFirst(HeaderBytes + HeadLength);
            _count--;
        }

        private void DropOldest()
        {
            ReadHead();
            if (HeadSequence == _inFlight) _droppedInFlight = _inFlight;
            RemoveHead();
            _dropped++;
        }

        private void WriteHeader(int length, StampKind stampKind, int sequence, long stampMs)
        {
            _header[0] = (byte)(length & 0xFF);
            _header[1] = (byte)(length >> 8);
            _header[2] = (byte)stampKind;
            _header[3] = 0;
            LittleEndian.WriteInt32(_header, 4, sequence);
            LittleEndian.WriteInt64(_header, 8, stampMs);
        }
    }
}
