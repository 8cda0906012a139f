using Firmware.Core.Ports;

namespace Firmware.Core.Persistence
{
    /// <summary>
    /// Numbers the boots, in flash slots 0 and 1. (device, boot, sequence) names a message for ever, so a number must never come
    /// twice: it is stored before it is used. Erased flash starts again at 1, like a new device.
    /// </summary>
    public sealed class BootCounter
    {
        /// <summary>The lower of the two slots.</summary>
        public const int FirstSlot = 0;

        /// <summary>Numbers from here on were drawn because flash could not be written; counted ones stay below.</summary>
        public const int DrawnFrom = 0x4000_0000;

        private readonly RedundantSlots _slots;
        private readonly ILog _log;

        /// <summary>Makes the counter; touches nothing yet.</summary>
        public BootCounter(IFlashSlots flash, ILog log)
        {
            _slots = new RedundantSlots(flash, FirstSlot);
            _log = log;
        }

        /// <summary>Counts this boot.</summary>
        /// <param name="seed">Chance, used only when flash cannot be written: the number is then drawn, from a range of its own.</param>
        /// <returns>The number, from 1; larger than every counted one before it.</returns>
        public int Advance(int seed)
        {
            var stored = _slots.Read();
            var boot = (stored == null || stored.Length != 4 ? 0 : LittleEndian.ReadInt32(stored, 0)) + 1;
            var value = new byte[4];
            LittleEndian.WriteInt32(value, 0, boot);
            if (_slots.TryWrite(value) || _slots.TryWrite(value)) return boot;
            _log.Write(LogLevel.Error, "boot", "flash cannot be written; boot number drawn by chance");
            return DrawnFrom | seed & (DrawnFrom - 1);
        }
    }
}
