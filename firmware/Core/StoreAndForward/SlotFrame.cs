using System;
using Firmware.Core.Persistence;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// One flash slot in RAM: records that are added at the end and removed from the front, alerts also from between others. As stored: magic (4 bytes), number of the
    /// write (4), length up to the checksum (4), the gap before the oldest message of all (20), records, CRC-32 (4); what follows
    /// has no meaning. Used by one thread at a time.
    /// </summary>
    internal sealed class SlotFrame
    {
        /// <summary>The length of a slot, in bytes: one block of littlefs, one sector of NOR flash.</summary>
        public const int SlotBytes = 4_096;

        /// <summary>What a slot has for records, in bytes.</summary>
        public const int RecordsMaxBytes = SlotBytes - RecordsAt - CrcBytes;

        private const int Magic = 0x3142_584F; // "OXB1"
        private const int OrdinalAt = 4;
        private const int EndAt = 8;
        private const int GapAt = 12;
        private const int RecordsAt = GapAt + OutboxGap.LengthBytes;
        private const int CrcBytes = 4;

        private static readonly byte[] None = new byte[0];

        private int _start = RecordsAt;
        private int _end = RecordsAt;
        private int _alerts;

        /// <summary>The bytes of the slot: none before the first <see cref="Clear"/> or <see cref="TryAdopt"/>, and after <see cref="Release"/>.</summary>
        public byte[] Bytes { get; private set; } = None;

        /// <summary>How many records wait.</summary>
        public int Count { get; private set; }

        /// <summary>Whether some of them are alerts.</summary>
        public bool HasAlerts => _alerts > 0;

        /// <summary>Whether it says nothing: no record, and no gap was stored with them.</summary>
        public bool IsBlank => Count == 0 && LittleEndian.ReadInt32(Bytes, GapAt + OutboxGap.CountAt) == 0;

        public int Ordinal => LittleEndian.ReadInt32(Bytes, OrdinalAt);

        /// <summary>The <see cref="RecordFormat.Key"/> of the oldest record; there must be one.</summary>
        public long FirstKey => KeyAt(_start);

        /// <summary>Removes every record.</summary>
        public void Clear()
        {
            if (Bytes.Length == 0) Bytes = new byte[SlotBytes];
            _start = RecordsAt;
            _end = RecordsAt;
            _alerts = 0;
            Count = 0;
        }

        /// <summary>Removes every record and gives the memory back.</summary>
        public void Release()
        {
            Bytes = None;
            _start = RecordsAt;
            _end = RecordsAt;
            _alerts = 0;
            Count = 0;
        }

        public bool HasRoom(int bytes) => _end - _start + bytes <= RecordsMaxBytes;

        /// <summary>Adds a record at the end; there must be room.</summary>
        /// <param name="recordBytes">Its length, header and all.</param>
        /// <param name="isAlert">Whether it is an alert.</param>
        /// <returns>Where in <see cref="Bytes"/> it has to be written.</returns>
        public int Add(int recordBytes, bool isAlert)
        {
            Compact();
            var at = _end;
            _end += recordBytes;
            Count++;
            if (isAlert) _alerts++;
            return at;
        }

        public void Peek(OutboxRecord into) => Copy(_start, into);

        /// <summary>Copies the oldest alert whose time can be known.</summary>
        /// <param name="boot">The boot that runs: only its uptime stamps say something.</param>
        /// <param name="into">Receives the alert.</param>
        /// <returns>False if there is none.</returns>
        public bool TryCopyAlert(int boot, OutboxRecord into)
        {
            var at = FindAlert(boot);
            if (at < _end) Copy(at, into);
            return at < _end;
        }

        /// <summary>Removes the alert that <see cref="TryCopyAlert"/> copies, if there is one.</summary>
        public void RemoveAlert(int boot)
        {
            var at = FindAlert(boot);
            if (at == _start) RemoveHead();
            else if (at < _end)
            {
                RecordFormat.WriteKind(Bytes, at, RecordKind.Sent);
                _alerts--;
                Count--;
            }
        }

        public bool IsHead(OutboxRecord record) =>
            Count > 0 && record.Is(RecordFormat.Boot(Bytes, _start), RecordFormat.Sequence(Bytes, _start));

        /// <summary>Gives a message its UTC stamp, if it is there.</summary>
        public void Restamp(OutboxRecord record, long utcMs)
        {
            for (var at = _start; at < _end; at += RecordFormat.RecordBytes(Bytes, at))
                if (record.Is(RecordFormat.Boot(Bytes, at), RecordFormat.Sequence(Bytes, at))) RecordFormat.WriteUtcStamp(Bytes, at, utcMs);
        }

        /// <summary>Gives every record of a boot that has an uptime stamp its UTC stamp.</summary>
        /// <param name="boot">The boot.</param>
        /// <param name="bootUtcMs">UTC at uptime 0, in Unix ms.</param>
        /// <param name="alertBootUtcMs">The same for alerts, see <see cref="BootUtc"/>.</param>
        public void Restamp(int boot, long bootUtcMs, long alertBootUtcMs)
        {
            for (var at = _start; at < _end; at += RecordFormat.RecordBytes(Bytes, at))
            {
                var stampMs = RecordFormat.StampMs(Bytes, at);
                if (!RecordFormat.IsUptime(RecordFormat.StampKindOf(Bytes, at), stampMs) || RecordFormat.Boot(Bytes, at) != boot) continue;
                var isAlert = RecordFormat.KindOf(Bytes, at) == RecordKind.Alert;
                RecordFormat.WriteUtcStamp(Bytes, at, (isAlert ? alertBootUtcMs : bootUtcMs) + stampMs);
            }
        }

        public void RemoveHead()
        {
            if (RecordFormat.KindOf(Bytes, _start) == RecordKind.Alert) _alerts--;
            Count--;
            _start += RecordFormat.RecordBytes(Bytes, _start);
            SkipSent();
        }

        /// <summary>The key of the newest record; there must be one.</summary>
        public long LastKey()
        {
            var last = _start;
            for (var at = _start; at < _end; at += RecordFormat.RecordBytes(Bytes, at)) last = at;
            return KeyAt(last);
        }

        /// <summary>Takes all records out into a gap.</summary>
        /// <returns>How many messages that were.</returns>
        public int AddTo(OutboxGap gap)
        {
            var before = gap.Count;
            var known = 0;
            var inner = new OutboxGap();
            for (var at = _start; at < _end; at += RecordFormat.RecordBytes(Bytes, at))
            {
                var kind = RecordFormat.KindOf(Bytes, at);
                if (kind == RecordKind.Gap)
                {
                    inner.Read(Bytes, at + RecordFormat.HeaderBytes);
                    gap.Add(inner);
                    known += inner.Count;
                }
                else if (kind == RecordKind.Sent) gap.Cover(RecordFormat.Boot(Bytes, at), RecordFormat.Sequence(Bytes, at));
                else gap.Add(RecordFormat.Boot(Bytes, at), RecordFormat.Sequence(Bytes, at));
            }

            return gap.Count - before - known;
        }

        /// <summary>Makes <see cref="Bytes"/> ready to be written.</summary>
        /// <param name="ordinal">The number of the write.</param>
        /// <param name="gap">What was dropped before the oldest message of all.</param>
        public void Seal(int ordinal, OutboxGap gap)
        {
            Compact();
            LittleEndian.WriteInt32(Bytes, 0, Magic);
            LittleEndian.WriteInt32(Bytes, OrdinalAt, ordinal);
            LittleEndian.WriteInt32(Bytes, EndAt, _end);
            gap.Write(Bytes, GapAt);
            LittleEndian.WriteInt32(Bytes, _end, unchecked((int)Crc32.Of(Bytes, _end)));
        }

        /// <summary>Takes the content of a slot, and the array with it.</summary>
        /// <returns>False if it is not whole; the frame is then as it was.</returns>
        public bool TryAdopt(byte[]? slot)
        {
            if (slot == null || slot.Length != SlotBytes || LittleEndian.ReadInt32(slot, 0) != Magic) return false;
            var end = LittleEndian.ReadInt32(slot, EndAt);
            if (end < RecordsAt || end > SlotBytes - CrcBytes) return false;
            if (LittleEndian.ReadInt32(slot, end) != unchecked((int)Crc32.Of(slot, end))) return false;
            if (!RecordFormat.AreWhole(slot, RecordsAt, end)) return false; // written by a firmware that counts otherwise
            Bytes = slot;
            _start = RecordsAt;
            _end = end;
            Count = 0;
            _alerts = 0;
            for (var at = _start; at < _end; at += RecordFormat.RecordBytes(Bytes, at)) CountIn(RecordFormat.KindOf(Bytes, at));
            SkipSent();
            return true;
        }

        /// <summary>The gap that was stored with the records.</summary>
        public void ReadGap(OutboxGap into) => into.Read(Bytes, GapAt);

        private void CountIn(RecordKind kind)
        {
            if (kind != RecordKind.Sent) Count++;
            if (kind == RecordKind.Alert) _alerts++;
        }

        private void SkipSent()
        {
            while (_start < _end && RecordFormat.KindOf(Bytes, _start) == RecordKind.Sent)
                _start += RecordFormat.RecordBytes(Bytes, _start);
        }

        private int FindAlert(int boot)
        {
            if (_alerts == 0) return _end;
            var at = _start;
            while (at < _end && !IsTimedAlert(at, boot)) at += RecordFormat.RecordBytes(Bytes, at);
            return at;
        }

        private bool IsTimedAlert(int at, int boot) =>
            RecordFormat.KindOf(Bytes, at) == RecordKind.Alert
            && (RecordFormat.StampKindOf(Bytes, at) == StampKind.Utc || RecordFormat.Boot(Bytes, at) == boot);

        private void Copy(int at, OutboxRecord into)
        {
            RecordFormat.ReadHeader(Bytes, at, into);
            at += RecordFormat.HeaderBytes;
            into.MakeRoom();
            Array.Copy(Bytes, at, into.Payload, 0, into.PayloadLength);
            if (into.Kind == RecordKind.Gap) into.Gap.Read(Bytes, at);
        }

        private long KeyAt(int at) => RecordFormat.Key(RecordFormat.Boot(Bytes, at), RecordFormat.Sequence(Bytes, at));

        private void Compact()
        {
            if (_start == RecordsAt) return;
            var length = _end - _start;
            Array.Copy(Bytes, _start, Bytes, RecordsAt, length);
            _start = RecordsAt;
            _end = RecordsAt + length;
        }
    }
}
