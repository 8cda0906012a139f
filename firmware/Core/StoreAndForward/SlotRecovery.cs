namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// Finds the outbox in flash after a boot: reads every slot once, puts the whole ones in the order of their writing and erases what
    /// is damaged, was dropped, or was replaced by a later copy when the power went. Used once.
    /// </summary>
    internal sealed class SlotRecovery
    {
        private readonly SlotStore _store;
        private readonly int[] _slots;
        private readonly int[] _ordinals;
        private readonly int[] _counts;
        private readonly long[] _firstKeys;
        private readonly long[] _lastKeys;
        private int _length;

        public SlotRecovery(SlotStore store)
        {
            _store = store;
            _slots = new int[store.SlotCount];
            _ordinals = new int[store.SlotCount];
            _counts = new int[store.SlotCount];
            _firstKeys = new long[store.SlotCount];
            _lastKeys = new long[store.SlotCount];
        }

        /// <summary>Fills the store's queue with all slots but the newest.</summary>
        /// <param name="frame">Scratch.</param>
        /// <param name="gap">Receives the gap before the oldest message.</param>
        /// <returns>The newest slot, which is occupied but not in the queue, or <see cref="SlotStore.None"/>.</returns>
        public int Run(SlotFrame frame, OutboxGap gap)
        {
            for (var slot = 0; slot < _store.SlotCount; slot++) Read(slot, frame, gap);
            if (_length == 0) return SlotStore.None;
            for (var i = 0; i < _length; i++) _store.Occupy(_slots[i], _ordinals[i]);
            for (var i = 0; i < _length - 1; i++)
            {
                if (_counts[i] == 0 || gap.Contains(_lastKeys[i]) || IsReplaced(i)) _store.Free(_slots[i]);
                else _store.Enqueue(_slots[i], _counts[i], mayHaveAlerts: true);
            }

            return _slots[_length - 1];
        }

        private void Read(int slot, SlotFrame frame, OutboxGap gap)
        {
            var content = _store.Read(slot);
            if (content == null || content.Length == 0) return;
            if (!frame.TryAdopt(content) || frame.IsBlank)
            {
                _store.CountDamaged();
                _store.Erase(slot);
                return;
            }

            Insert(slot, frame);
            if (_slots[_length - 1] == slot) frame.ReadGap(gap);
        }

        private void Insert(int slot, SlotFrame frame)
        {
            var at = _length++;
            for (; at > 0 && _ordinals[at - 1] > frame.Ordinal; at--) Move(at - 1, at);
            _slots[at] = slot;
            _ordinals[at] = frame.Ordinal;
            _counts[at] = frame.Count;
            _firstKeys[at] = frame.Count == 0 ? 0 : frame.FirstKey;
            _lastKeys[at] = frame.Count == 0 ? 0 : frame.LastKey();
        }

        private void Move(int from, int to)
        {
            _slots[to] = _slots[from];
            _ordinals[to] = _ordinals[from];
            _counts[to] = _counts[from];
            _firstKeys[to] = _firstKeys[from];
            _lastKeys[to] = _lastKeys[from];
        }

        // A later copy of the same messages begins among them: the first ones may have been acknowledged in between.
        private bool IsReplaced(int i) => _firstKeys[i] <= _firstKeys[i + 1] && _firstKeys[i + 1] <= _lastKeys[i];
    }
}
