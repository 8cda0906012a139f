using Firmware.Core.Ports;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// Which of the outbox's flash slots are free and which hold messages, oldest first. Used by one thread;
    /// <see cref="Count"/> may be read by others.
    /// </summary>
    internal sealed class SlotStore
    {
        /// <summary>No slot.</summary>
        public const int None = -1;

        private static readonly byte[] Erased = new byte[0];

        private readonly IFlashSlots _flash;
        private readonly bool[] _isUsed;
        private readonly int[] _queue;
        private readonly int[] _messages;
        private readonly int[] _alertsSent;
        private readonly bool[] _mayHaveAlerts;
        private int _ordinal;

        public SlotStore(IFlashSlots flash, int slotCount)
        {
            _flash = flash;
            _isUsed = new bool[slotCount];
            _queue = new int[slotCount];
            _messages = new int[slotCount];
            _alertsSent = new int[slotCount];
            _mayHaveAlerts = new bool[slotCount];
            FreeSlots = slotCount;
        }

        /// <summary>Slots in the queue.</summary>
        public int Length { get; private set; }

        /// <summary>Messages in the queue's slots that are not yet removed.</summary>
        public int Count { get; private set; }

        public int FreeSlots { get; private set; }

        public int SlotCount => _isUsed.Length;

        public int DamagedSlots { get; private set; }

        public int FailedWrites { get; private set; }

        /// <summary>The number that the next write carries: higher than every one before it.</summary>
        public int NextOrdinal => _ordinal + 1;

        /// <summary>A slot of the queue, the oldest one at 0.</summary>
        public int At(int place) => _queue[place];

        public byte[]? Read(int slot) => _flash.Read(Outbox.FirstSlot + slot);

        /// <summary>Writes a free slot; there must be one.</summary>
        /// <returns>The slot, or <see cref="None"/> if flash refused.</returns>
        public int TryWrite(byte[] content)
        {
            var slot = 0;
            while (_isUsed[slot]) slot++;
            if (!_flash.TryWrite(Outbox.FirstSlot + slot, content))
            {
                FailedWrites++;
                return None;
            }

            Occupy(slot, NextOrdinal);
            return slot;
        }

        /// <summary>Notes that a slot holds messages.</summary>
        public void Occupy(int slot, int ordinal)
        {
            _isUsed[slot] = true;
            FreeSlots--;
            if (ordinal > _ordinal) _ordinal = ordinal;
        }

        /// <summary>Adds an occupied slot at the end of the queue.</summary>
        public void Enqueue(int slot, int messages, bool mayHaveAlerts)
        {
            _queue[Length] = slot;
            _messages[Length] = messages;
            _alertsSent[Length] = 0;
            _mayHaveAlerts[Length] = mayHaveAlerts;
            Length++;
            Count += messages;
        }

        /// <summary>Whether alerts may wait in a slot of the queue.</summary>
        public bool MayHaveAlerts(int place) => _mayHaveAlerts[place];

        /// <summary>Notes that no alert waits in a slot of the queue.</summary>
        public void NoteNoAlerts(int place) => _mayHaveAlerts[place] = false;

        /// <summary>How many of the first alerts in a slot of the queue were acknowledged; flash does not know.</summary>
        public int AlertsSent(int place) => _alertsSent[place];

        public void CountAlertSent(int place)
        {
            _alertsSent[place]++;
            _messages[place]--;
            Count--;
        }

        /// <summary>Notes how many messages the oldest slot has left.</summary>
        public void CountOldest(int messages)
        {
            Count += messages - _messages[0];
            _messages[0] = messages;
        }

        public void CountDamaged() => DamagedSlots++;

        /// <summary>Removes the oldest slot from the queue and erases it.</summary>
        public void FreeOldest()
        {
            CountOldest(0);
            var slot = _queue[0];
            Length--;
            for (var i = 0; i < Length; i++)
            {
                _queue[i] = _queue[i + 1];
                _messages[i] = _messages[i + 1];
                _alertsSent[i] = _alertsSent[i + 1];
                _mayHaveAlerts[i] = _mayHaveAlerts[i + 1];
            }

            Free(slot);
        }

        /// <summary>Erases an occupied slot. If flash refuses, its messages go out again after a restart, with the same ids.</summary>
        public void Free(int slot)
        {
            _isUsed[slot] = false;
            FreeSlots++;
            Erase(slot);
        }

        /// <summary>Erases a slot that is free.</summary>
        public void Erase(int slot)
        {
            if (!_flash.TryWrite(Outbox.FirstSlot + slot, Erased)) FailedWrites++;
        }
    }
}
