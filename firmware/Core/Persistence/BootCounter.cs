using Firmware.Core.Ports;

namespace Firmware.Core.Persistence
{
    /// <summary>
    /// Numbers the boots, in flash slots 0 and 1. (device, boot, sequence) names a message for ever, so a number must never come
    /// twice: it is stored before it is used, and where flash holds none, chance says where the count begins.
    /// </summary>
    public sealed class BootCounter
    {
        /// <summary>The lower of the two slots.</summary>
        public const int FirstSlot = 0;

        /// <summary>Where flash was erased, or is new, the first number is drawn from [1, this).</summary>
        public const int FirstBelow = 0x2000_0000;

        /// <summary>Numbers from here on were drawn because flash could not be written; counted ones stay below.</summary>
        public const int DrawnFrom = 0x4000_0000;

        private const int ValueBytes = 8; // the number, and how many boots there were

        private readonly RedundantSlots _slots;
        private readonly ILog _log;

        /// <summary>Makes the counter; touches nothing yet.</summary>
        public BootCounter(IFlashSlots flash, ILog log)
        {
            _slots = new RedundantSlots(flash, FirstSlot);
            _log = log;
        }

        /// <summary>How many boots flash knows of, this one included.</summary>
        public int Count { get; private set; }

        /// <summary>Counts this boot.</summary>
        /// <param name="seed">
        /// Chance, used where flash holds no number, and where it cannot be written: the number is then drawn, from a range of its own.
        /// </param>
        /// <returns>The number, from 1; larger than every counted one before it.</returns>
        public int Advance(int seed)
        {
            var stored = _slots.Read();
            var isKnown = stored != null && stored.Length == ValueBytes;
            var step = _slots.Damaged > 0 ? 2 : 1; // a damaged copy may have held the number after the one that is left
            var boot = isKnown ? LittleEndian.ReadInt32(stored!, 0) + step : FirstOf(seed);
            Count = isKnown ? LittleEndian.ReadInt32(stored!, 4) + step : 1;
            var value = new byte[ValueBytes];
            LittleEndian.WriteInt32(value, 0, boot);
            LittleEndian.WriteInt32(value, 4, Count);
            if (_slots.TryWrite(value) || _slots.TryWrite(value)) return boot;
            _log.Write(LogLevel.Error, "boot", "flash cannot be written; boot number drawn by chance");
            return DrawnFrom | seed & (DrawnFrom - 1);
        }

        /// <summary>Goes on with a boot after a deep sleep, which is no new one.</summary>
        /// <param name="boot">Its number.</param>
        /// <returns>The same number.</returns>
        public int Continue(int boot)
        {
            var stored = _slots.Read();
            Count = stored != null && stored.Length == ValueBytes ? LittleEndian.ReadInt32(stored, 4) : 1;
            return boot;
        }

        private static int FirstOf(int seed)
        {
            var first = seed & (FirstBelow - 1);
            return first == 0 ? 1 : first;
        }
    }
}
