using Firmware.Core.Ports;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// The part of the outbox that flash keeps, older than all that is in the ring: full slots, and the stage, one slot in RAM that
    /// fills up and of which flash may hold an earlier copy. Used by one thread; <see cref="Count"/> may be read by others.
    /// </summary>
    /// <remarks>
    /// A slot is written only while it is free, and what it replaces is erased afterwards: a write that is cut off at any byte takes
    /// away nothing that was there before. One slot therefore always stays free.
    /// </remarks>
    internal sealed class SpillQueue
    {
        private const int InStage = -1;

        private readonly SlotStore _store;
        private readonly int _boot;
        private readonly SlotFrame _stage = new SlotFrame();
        private readonly SlotFrame _reading = new SlotFrame();
        private readonly OutboxGap _gap = new OutboxGap();
        private readonly OutboxGap _gapAfterWrite = new OutboxGap();

        private bool _isReading;
        private int _alertPlace;
        private int _copySlot = SlotStore.None;
        private bool _isCopyExact;

        public SpillQueue(IFlashSlots flash, int slotCount, int boot)
        {
            _store = new SlotStore(flash, slotCount);
            _boot = boot;
            _stage.Clear();
            Recover();
        }

        /// <summary>Messages that wait here; a gap that waits counts as one.</summary>
        public int Count => _store.Count + _stage.Count + (_gap.IsEmpty ? 0 : 1);

        /// <summary>Messages that were dropped, since boot.</summary>
        public int Dropped { get; private set; }

        /// <summary>How many messages of the stage flash does not hold.</summary>
        public int Unsaved { get; private set; }

        /// <summary>Slots that were found damaged, since boot; what was in them is lost.</summary>
        public int DamagedSlots => _store.DamagedSlots;

        /// <summary>Writes that flash refused, since boot.</summary>
        public int FailedWrites => _store.FailedWrites;

        /// <summary>The number of the newest message here, if it is one of that boot; otherwise 0.</summary>
        public int LastSequenceOf(int boot)
        {
            if (_stage.Count == 0) return 0;
            var key = _stage.LastKey();
            return key >= RecordFormat.Key(boot, 0) && key < RecordFormat.Key(boot + 1, 0) ? (int)(key - RecordFormat.Key(boot, 0)) : 0;
        }

        /// <summary>Copies the oldest message out.</summary>
        /// <returns>False if there is none.</returns>
        public bool TryPeek(OutboxRecord into)
        {
            while (true)
            {
                if (!_gap.IsEmpty)
                {
                    into.SetGap(_gap);
                    return true;
                }

                var front = Front();
                if (front == null) return false;
                DropUntimed(front, into);
                if (_gap.IsEmpty) return true;
            }
        }

        /// <summary>Copies the oldest alert out. Reads the slots that may hold one.</summary>
        /// <returns>False if there is none.</returns>
        public bool TryPeekAlert(OutboxRecord into)
        {
            for (_alertPlace = 0; _alertPlace < _store.Length; _alertPlace++)
            {
                if (!_store.MayHaveAlerts(_alertPlace)) continue;
                var frame = FrameAt(_alertPlace);
                if (frame != null && frame.TryCopyAlert(_boot, into)) return true;
                _store.NoteNoAlerts(_alertPlace);
            }

            _alertPlace = InStage;
            return _stage.TryCopyAlert(_boot, into);
        }

        /// <summary>
        /// Gives the message that was peeked its UTC stamp, until the next boot; an alert that only flash holds gets the same one anew each time.
        /// </summary>
        public void Restamp(OutboxRecord record, long utcMs)
        {
            if (record.Kind == RecordKind.Alert && _alertPlace == InStage) _stage.Restamp(record, utcMs);
            else if (record.Kind != RecordKind.Alert) Front()?.Restamp(record, utcMs);
        }

        /// <summary>Removes the alert that was peeked.</summary>
        public void AcknowledgeAlert()
        {
            if (_alertPlace != InStage)
            {
                _store.CountAlertSent(_alertPlace);
                if (_alertPlace == 0 && _isReading) _reading.RemoveAlert(_boot);
                return;
            }

            _stage.RemoveAlert(_boot);
            NoteStageChanged();
            FreeIfEmpty();
        }

        /// <summary>Removes the message that was peeked, which is no alert.</summary>
        public void Acknowledge(OutboxRecord record)
        {
            if (!_gap.IsEmpty)
            {
                if (record.Is(_gap.Boot, _gap.Sequence)) _gap.Clear();
                FreeIfEmpty();
                return;
            }

            var front = Front();
            if (front == null || !front.IsHead(record)) return;
            RemoveHead(front);
            FreeIfEmpty();
        }

        /// <summary>Whether the stage can take so many bytes of records.</summary>
        public bool HasRoom(int bytes) => _stage.HasRoom(bytes);

        /// <summary>Adds a record to the stage; there must be room.</summary>
        /// <param name="recordBytes">Its length, header and all.</param>
        /// <param name="isAlert">Whether it is an alert.</param>
        /// <param name="into">The array to write it to.</param>
        /// <param name="at">Where.</param>
        public void Add(int recordBytes, bool isAlert, out byte[] into, out int at)
        {
            at = _stage.Add(recordBytes, isAlert);
            into = _stage.Bytes;
            Unsaved++;
        }

        /// <summary>Gives every message in the stage that has an uptime stamp of this boot its UTC stamp.</summary>
        public void Restamp(long bootUtcMs, long alertBootUtcMs) => _stage.Restamp(_boot, bootUtcMs, alertBootUtcMs);

        /// <summary>Writes the stage, dropping the oldest slot if no other would be free afterwards.</summary>
        /// <returns>True once it is durable; after false everything is as it was.</returns>
        public bool TrySave()
        {
            if (_copySlot != SlotStore.None && _isCopyExact && Unsaved == 0) return true;
            _gapAfterWrite.Set(_gap);
            var isFull = _copySlot == SlotStore.None && _store.FreeSlots == 1;
            var dropped = isFull ? FoldOldestSlot() : 0;
            _stage.Seal(_store.NextOrdinal, _gapAfterWrite);
            var slot = _store.TryWrite(_stage.Bytes);
            if (slot == SlotStore.None) return false;
            _gap.Set(_gapAfterWrite);
            Dropped += dropped;
            if (isFull) FreeOldestSlot();
            if (_copySlot != SlotStore.None) _store.Free(_copySlot);
            _copySlot = slot;
            _isCopyExact = true;
            Unsaved = 0;
            return true;
        }

        /// <summary>Writes the stage and starts another one.</summary>
        /// <returns>True once it is durable; after false everything is as it was.</returns>
        public bool TryTurnOver()
        {
            if (!TrySave()) return false;
            _store.Enqueue(_copySlot, _stage.Count, _stage.HasAlerts);
            _copySlot = SlotStore.None;
            _stage.Clear();
            return true;
        }

        /// <summary>Drops every message. Where flash holds some, one write says so for all of them before the first is erased.</summary>
        /// <returns>True once it is done; after false everything is as it was.</returns>
        public bool TryClear()
        {
            var frame = new SlotFrame();
            _gapAfterWrite.Set(_gap);
            var dropped = FoldAll(frame);
            var slot = SlotStore.None;
            if (_copySlot != SlotStore.None || _store.Length > 0)
            {
                frame.Clear();
                frame.Seal(_store.NextOrdinal, _gapAfterWrite);
                slot = _store.TryWrite(frame.Bytes);
                if (slot == SlotStore.None) return false;
            }

            _gap.Set(_gapAfterWrite);
            Dropped += dropped;
            while (_store.Length > 0) FreeOldestSlot();
            if (_copySlot != SlotStore.None) _store.Free(_copySlot);
            _copySlot = slot;
            _isCopyExact = true;
            _stage.Clear();
            Unsaved = 0;
            FreeIfEmpty();
            return true;
        }

        private void Recover()
        {
            var newest = new SlotRecovery(_store).Run(_reading, _gap);
            _reading.Release();
            if (newest == SlotStore.None) return;
            if (_stage.TryAdopt(_store.Read(newest)))
            {
                _copySlot = newest;
                _isCopyExact = true;
            }
            else
            {
                _store.CountDamaged();
                _store.Free(newest);
            }

            if (_store.FreeSlots == 0) MakeRoom(); // slots that could not be erased
        }

        private void MakeRoom()
        {
            _gapAfterWrite.Set(_gap);
            Dropped += FoldOldestSlot();
            _gap.Set(_gapAfterWrite);
            FreeOldestSlot();
        }

        // The oldest slot that can be read, or the stage; null if there is no message at all.
        private SlotFrame? Front()
        {
            while (_store.Length > 0)
            {
                if (!_isReading) _isReading = TryRead(0, _reading);
                if (_isReading && _reading.Count > 0) return _reading;
                if (!_isReading) _store.CountDamaged();
                FreeOldestSlot();
            }

            return _stage.Count > 0 ? _stage : null;
        }

        // An uptime stamp of an earlier boot says nothing any more, and a wrong time would be worse than none.
        private void DropUntimed(SlotFrame front, OutboxRecord into)
        {
            while (front.Count > 0)
            {
                front.Peek(into);
                if (into.StampKind == StampKind.Utc || into.Boot == _boot) return;
                _gap.Add(into.Boot, into.Sequence);
                Dropped++;
                RemoveHead(front);
            }
        }

        private void RemoveHead(SlotFrame front)
        {
            front.RemoveHead();
            if (front == _reading) _store.CountOldest(front.Count);
            else NoteStageChanged();
        }

        private void NoteStageChanged()
        {
            _isCopyExact = false;
            if (Unsaved > _stage.Count) Unsaved = _stage.Count;
        }

        // A slot as it is by now: without the alerts that were acknowledged.
        private bool TryRead(int place, SlotFrame into)
        {
            if (!into.TryAdopt(_store.Read(_store.At(place)))) return false;
            for (var sent = _store.AlertsSent(place); sent > 0; sent--) into.RemoveAlert(_boot);
            return true;
        }

        private SlotFrame? FrameAt(int place)
        {
            if (place == 0 && _isReading) return _reading;
            var frame = new SlotFrame(); // for a moment: a slot that is not the oldest is read for its alerts only
            return TryRead(place, frame) ? frame : null;
        }

        // A slot is kept until the gap that was made of its last messages has arrived: flash knows that gap from nowhere else.
        private void FreeIfEmpty()
        {
            if (!_gap.IsEmpty) return;
            if (_store.Length > 0)
            {
                if (_isReading && _reading.Count == 0) FreeOldestSlot();
            }
            else if (_stage.Count == 0)
            {
                if (_copySlot != SlotStore.None) _store.Free(_copySlot);
                _copySlot = SlotStore.None;
            }
        }

        private int FoldOldestSlot()
        {
            if (!_isReading) _isReading = TryRead(0, _reading);
            if (_isReading) return _reading.AddTo(_gapAfterWrite);
            _store.CountDamaged();
            return 0;
        }

        private int FoldAll(SlotFrame scratch)
        {
            var dropped = _store.Length > 0 ? FoldOldestSlot() : 0;
            for (var i = 1; i < _store.Length; i++)
            {
                if (TryRead(i, scratch)) dropped += scratch.AddTo(_gapAfterWrite);
                else _store.CountDamaged();
            }

            return dropped + _stage.AddTo(_gapAfterWrite);
        }

        private void FreeOldestSlot()
        {
            _store.FreeOldest();
            _isReading = false;
            _reading.Release();
        }
    }
}
