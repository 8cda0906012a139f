using System;
using Firmware.Core.Ports;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// The messages that wait for the hub, alerts first and then the oldest: in preallocated RAM and, once they wait long, in flash. A
    /// message stays until it is acknowledged, so it goes out at least once, always with the same boot and sequence, also after a restart. When there is
    /// no room the oldest is dropped, and an <see cref="OutboxGap"/> goes out in its place.
    /// </summary>
    /// <remarks>
    /// <para>
    /// <see cref="Append"/> never touches flash. The sampling thread calls it, and every other method belongs to the uplink
    /// thread, but that a supervisor may call <see cref="Save"/> when the uplink thread hangs elsewhere; properties are thread-safe.
    /// </para>
    /// <para>
    /// A message is durable once <see cref="Save"/> or <see cref="SaveIfDue"/> has returned true after it was appended. From then on a
    /// power cut at any moment does not lose it. What only RAM holds is lost with the power, and no gap
    /// tells of it: nobody knows how much it was. A message that was acknowledged may go out again after a restart, with the
    /// same identity: at most those of two slots, and alerts that have overtaken messages which still wait.
    /// </para>
    /// <para>
    /// Messages with an uptime stamp that outlive their boot cannot be placed in time any more; they become a gap.
    /// </para>
    /// </remarks>
    public sealed class Outbox
    {
        /// <summary>
        /// What a record takes beside its payload, in bytes: length (2), stamp kind (1), record kind (1), boot (4), sequence (4),
        /// stamp (8).
        /// </summary>
        public const int HeaderBytes = RecordFormat.HeaderBytes;

        /// <summary>The first flash slot of the outbox.</summary>
        public const int FirstSlot = 8;

        /// <summary>The length of a flash slot, in bytes.</summary>
        public const int SlotBytes = SlotFrame.SlotBytes;

        /// <summary>What a flash slot has for records, in bytes; one slot of them all is kept free.</summary>
        public const int SlotRecordsBytes = SlotFrame.RecordsMaxBytes;

        /// <summary>The least number of flash slots: one free, one for the stage, one to drop.</summary>
        public const int SlotsMin = 3;

        private readonly object _gate = new object();
        private readonly object _flashGate = new object(); // held while flash is at work; taken before the other one
        private readonly RecordRing _ring;
        private readonly OutboxGap _gap = new OutboxGap(); // before the ring's oldest message
        private readonly SpillQueue? _spill;
        private readonly int _capacityBytes;
        private readonly int _payloadMaxBytes;
        private readonly int _saveAfterMs;
        private readonly int _boot;
        private int _dropped;
        private int _lastSequence;
        private int _storedThrough;
        private int _inFlight;
        private int _droppedInFlight;
        private bool _isSpillInFlight;
        private bool _hasProgressed = true;
        private long _progressMs;

        /// <summary>Makes an empty outbox that uses RAM only.</summary>
        /// <param name="capacityBytes">The RAM it takes; at least one record of the longest payload.</param>
        /// <param name="payloadMaxBytes">The longest payload, in the range [0, 65_535].</param>
        /// <param name="boot">The number of this boot: with the sequence, a message's identity.</param>
        /// <exception cref="ArgumentException">Not even one record fits.</exception>
        public Outbox(int capacityBytes, int payloadMaxBytes, int boot)
        {
            if (capacityBytes < HeaderBytes + payloadMaxBytes) throw new ArgumentException("the outbox is smaller than one record");
            _ring = new RecordRing(capacityBytes);
            _capacityBytes = capacityBytes;
            _payloadMaxBytes = payloadMaxBytes;
            _boot = boot;
        }

        /// <summary>Makes an outbox that spills to flash, with all that flash holds from earlier boots.</summary>
        /// <param name="capacityBytes">The RAM it takes; at least one record of the longest payload. One slot is taken beside it.</param>
        /// <param name="payloadMaxBytes">The longest payload, at most <see cref="SlotRecordsBytes"/> - <see cref="HeaderBytes"/>.</param>
        /// <param name="boot">The number of this boot, larger than that of every earlier one.</param>
        /// <param name="flash">The flash; slots from <see cref="FirstSlot"/> on are the outbox's.</param>
        /// <param name="slotCount">How many slots, at least <see cref="SlotsMin"/>. With fewer than before, the rest is forgotten.</param>
        /// <param name="saveAfterMs">See <see cref="SaveIfDue"/>; at least 1.</param>
        /// <exception cref="ArgumentException">A record does not fit, or there are too few slots.</exception>
        public Outbox(int capacityBytes, int payloadMaxBytes, int boot, IFlashSlots flash, int slotCount, int saveAfterMs)
            : this(capacityBytes, payloadMaxBytes, boot)
        {
            if (HeaderBytes + payloadMaxBytes > SlotRecordsBytes) throw new ArgumentException("a record is longer than a flash slot");
            if (slotCount < SlotsMin) throw new ArgumentException("the outbox has too few flash slots");
            _spill = new SpillQueue(flash, slotCount, boot);
            _saveAfterMs = saveAfterMs;
            Recovered = _spill.Count;
        }

        /// <summary>The longest payload it was made for, in bytes.</summary>
        public int PayloadMaxBytes => _payloadMaxBytes;

        /// <summary>How many messages wait, in RAM and in flash; a gap that waits counts as one.</summary>
        public int Count
        {
            get
            {
                lock (_gate) return _ring.Count + (_gap.IsEmpty ? 0 : 1) + (_spill == null ? 0 : _spill.Count);
            }
        }

        /// <summary>How many messages were dropped, since boot: no room was left, their time can no longer be known, or this firmware cannot read them.</summary>
        public int Dropped
        {
            get
            {
                lock (_gate) return _dropped + (_spill == null ? 0 : _spill.Dropped);
            }
        }

        /// <summary>The sequence of the message that was added last; 0 before the first one of this boot.</summary>
        public int LastSequence
        {
            get
            {
                lock (_gate) return _lastSequence;
            }
        }

        /// <summary>How many of the messages that wait only RAM holds: those that a power cut would take.</summary>
        public int UnsavedCount
        {
            get
            {
                lock (_gate) return _ring.Count + (_spill == null ? 0 : _spill.Unsaved);
            }
        }

        /// <summary>How alerts that were stamped by uptime get their UTC stamps.</summary>
        public BootUtc AlertUtc { get; } = new BootUtc();

        /// <summary>How many messages earlier boots left in flash.</summary>
        public int Recovered { get; }

        /// <summary>Flash slots that were found damaged since boot; nobody knows what was in them.</summary>
        public int DamagedSlots => _spill == null ? 0 : _spill.DamagedSlots;

        /// <summary>Writes that flash refused, since boot; the messages stayed where they were.</summary>
        public int FailedWrites => _spill == null ? 0 : _spill.FailedWrites;

        /// <summary>Adds a message at the end, dropping the oldest ones of RAM where there is no room.</summary>
        /// <param name="stampKind">What the stamp counts.</param>
        /// <param name="stampMs">The time stamp, in ms.</param>
        /// <param name="payload">The content, from index 0; copied.</param>
        /// <param name="length">Its length, at most what the outbox was made for.</param>
        /// <param name="isAlert">Whether it overtakes everything that is no alert.</param>
        /// <returns>The sequence it was given: 1 for the first of a boot, without gaps.</returns>
        /// <exception cref="ArgumentException">The payload is longer than agreed.</exception>
        public int Append(StampKind stampKind, long stampMs, byte[] payload, int length, bool isAlert = false)
        {
            if (length > _payloadMaxBytes) throw new ArgumentException("the payload is longer than the outbox was made for");
            lock (_gate)
            {
                _lastSequence++;
                if (_lastSequence <= _storedThrough) return _lastSequence;
                while (!_ring.HasRoom(length)) DropOldest();
                var kind = isAlert ? RecordKind.Alert : RecordKind.Message;
                _ring.Append(kind, stampKind, stampMs, _boot, _lastSequence, payload, length);
                return _lastSequence;
            }
        }

        /// <summary>
        /// Goes on with a boot that has numbered messages before, as a device does after a deep sleep. Messages that are made again,
        /// and which flash has already, are numbered and not added.
        /// </summary>
        /// <param name="sequence">The last number that was given.</param>
        internal void ContinueAfter(int sequence)
        {
            lock (_gate)
            {
                _lastSequence = sequence;
                _storedThrough = _spill == null ? 0 : _spill.LastSequenceOf(_boot);
            }
        }

        /// <summary>
        /// Copies the oldest alert out or, where there is none, the oldest message, and leaves it where it is. Reads flash when the messages
        /// of a slot have all gone, and where it holds alerts.
        /// </summary>
        /// <param name="into">Receives the message.</param>
        /// <returns>False if there is none.</returns>
        public bool TryPeek(OutboxRecord into)
        {
            lock (_flashGate)
            {
                _isSpillInFlight = _spill != null && _spill.TryPeekAlert(into);
                if (_isSpillInFlight || TryPeekRing(into, isAlert: true)) return true;
                _isSpillInFlight = _spill != null && _spill.TryPeek(into);
                return _isSpillInFlight || TryPeekRing(into, isAlert: false);
            }
        }

        private bool TryPeekRing(OutboxRecord into, bool isAlert)
        {
            lock (_gate)
            {
                if (isAlert)
                {
                    if (!_ring.TryCopyAlert(into)) return false;
                }
                else if (!_gap.IsEmpty) into.SetGap(_gap);
                else if (_ring.Count > 0) _ring.CopyHead(into);
                else return false;
                _inFlight = into.Kind == RecordKind.Gap ? 0 : into.Sequence;
                return true;
            }
        }

        /// <summary>Gives the message that was peeked its UTC stamp, so that every attempt of this boot sends the same one.</summary>
        /// <param name="record">The message; its stamp is changed too.</param>
        /// <param name="utcMs">Unix time in ms.</param>
        public void Restamp(OutboxRecord record, long utcMs)
        {
            record.StampKind = StampKind.Utc;
            record.StampMs = utcMs;
            lock (_flashGate)
            {
                if (_isSpillInFlight) _spill!.Restamp(record, utcMs);
                if (_isSpillInFlight) return;
                lock (_gate) _ring.Restamp(record.Sequence, utcMs);
            }
        }

        /// <summary>
        /// Removes a message that the hub has; frees its flash slot when it was the last one there. If it was dropped meanwhile, it does
        /// not count as dropped any more.
        /// </summary>
        /// <param name="record">The message that was peeked last.</param>
        public void Acknowledge(OutboxRecord record)
        {
            lock (_flashGate)
            {
                _hasProgressed = true;
                if (_isSpillInFlight) AcknowledgeSpilled(record);
                else AcknowledgeInRing(record);
            }
        }

        /// <summary>
        /// Removes a message that this firmware could not read, once the hub has the gap that went out in its place. It counts as dropped.
        /// </summary>
        /// <param name="record">The message that was peeked last.</param>
        public void AcknowledgeUnreadable(OutboxRecord record)
        {
            Acknowledge(record);
            lock (_gate) _dropped++;
        }

        private void AcknowledgeSpilled(OutboxRecord record)
        {
            if (record.Kind == RecordKind.Alert) _spill!.AcknowledgeAlert();
            else _spill!.Acknowledge(record);
        }

        private void AcknowledgeInRing(OutboxRecord record)
        {
            lock (_gate)
            {
                if (record.Kind == RecordKind.Gap) _gap.RemoveFirst(record.Gap);
                else if (!_ring.TryRemove(record.Sequence) && record.Sequence == _droppedInFlight) TakeBackDropped();
                _droppedInFlight = 0;
            }
        }

        /// <summary>
        /// Writes messages to flash where that is due: when half of the RAM is used, a slot's worth at a time; and everything, when for
        /// a given time no message was acknowledged though some waited. A device that is online never writes.
        /// </summary>
        /// <param name="clock">The device's clocks: messages with uptime stamps get their UTC stamps if it is known.</param>
        /// <returns>True if everything was written just now.</returns>
        public bool SaveIfDue(IClock clock)
        {
            if (_spill == null) return false;
            lock (_flashGate)
            {
                if (_hasProgressed || Count == 0) _progressMs = clock.UptimeMs;
                _hasProgressed = false;
                if (clock.UptimeMs - _progressMs < _saveAfterMs)
                {
                    TryStage(_capacityBytes / 2, clock);
                    return false;
                }

                _progressMs = clock.UptimeMs;
                return SaveAll(clock);
            }
        }

        /// <summary>Writes everything to flash, for instance before a reboot that is meant.</summary>
        /// <param name="clock">The device's clocks: messages with uptime stamps get their UTC stamps if it is known.</param>
        /// <returns>True once every message is durable; false if flash refused or the outbox has none.</returns>
        public bool Save(IClock clock)
        {
            lock (_flashGate) return SaveAll(clock);
        }

        private bool SaveAll(IClock clock)
        {
            if (_spill == null || !TryStage(0, clock)) return false;
            StampStage(clock);
            return _spill.Unsaved == 0 || _spill.TrySave();
        }

        /// <summary>
        /// Drops every message that waits, those in flash included. They count as dropped, and their gaps go out in their place.
        /// </summary>
        /// <returns>True once it is done; false if flash refused: everything is then as it was.</returns>
        public bool Clear()
        {
            lock (_flashGate)
            {
                if (_spill != null && !_spill.TryClear()) return false;
                lock (_gate)
                {
                    while (_ring.Count > 0) DropOldest();
                }

                return true;
            }
        }

        // Moves records from the ring to the stage, which is written whenever it is full.
        private bool TryStage(int ringBytes, IClock clock)
        {
            while (true)
            {
                bool isStageFull;
                lock (_gate)
                {
                    if (_ring.UsedBytes <= ringBytes) return true;
                    isStageFull = !TryMoveHead();
                }

                if (!isStageFull) continue;
                StampStage(clock);
                if (!_spill!.TryTurnOver()) return false; // outside of the lock: sampling never waits for flash
            }
        }

        // A gap moves with the message that follows it, so that it stays one while it grows.
        private bool TryMoveHead()
        {
            byte[] stage;
            int at;
            if (!_spill!.HasRoom(_ring.HeadBytes() + (_gap.IsEmpty ? 0 : HeaderBytes + OutboxGap.LengthBytes))) return false;
            if (!_gap.IsEmpty)
            {
                _spill.Add(HeaderBytes + OutboxGap.LengthBytes, isAlert: false, out stage, out at);
                RecordFormat.WriteHeader(
                    stage, at, RecordKind.Gap, OutboxGap.LengthBytes, StampKind.Utc, _gap.Boot, _gap.Sequence, 0);
                _gap.Write(stage, at + HeaderBytes);
                _gap.Clear();
            }

            _spill.Add(_ring.HeadBytes(), _ring.IsHeadAlert(), out stage, out at);
            _ring.CopyHead(stage, at);
            _ring.RemoveHead();
            return true;
        }

        private void StampStage(IClock clock)
        {
            if (clock.IsUtcKnown) _spill!.Restamp(clock.UtcMs - clock.UptimeMs, AlertUtc.UnixMs(clock));
        }

        private void DropOldest()
        {
            var sequence = _ring.HeadSequence();
            if (sequence == _inFlight) _droppedInFlight = sequence;
            _gap.Add(_boot, sequence);
            _ring.RemoveHead();
            _dropped++;
        }

        private void TakeBackDropped()
        {
            _dropped--;
            _gap.TakeBack(_droppedInFlight);
        }
    }
}
