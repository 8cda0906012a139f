using Firmware.Core.Diagnostics;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// The values that the twin has set, in flash slots 2 and 3: so that a device that wakes without a network goes on as it was told.
    /// Layout: format (1 byte), then for each value its key's number (1 byte) and 4 bytes, lowest first. Used by one thread at a time.
    /// </summary>
    public sealed class SettingsSlots
    {
        /// <summary>The lower of the two slots.</summary>
        public const int FirstSlot = 2;

        private const byte Format = 1;
        private const int EntryBytes = 5;
        private const string Area = "settings";

        private readonly RedundantSlots _slots;
        private readonly ILog _log;

        /// <summary>Uses the slots; reads nothing yet.</summary>
        public SettingsSlots(IFlashSlots flash, ILog log)
        {
            _slots = new RedundantSlots(flash, FirstSlot);
            _log = log;
        }

        /// <summary>How many of the two copies were found damaged by <see cref="Read"/>.</summary>
        public int Damaged => _slots.Damaged;

        /// <summary>Reads the newest whole copy; what this firmware does not know in it, or allows no more, is passed over.</summary>
        /// <param name="into">Receives the values.</param>
        public void Read(TwinValues into)
        {
            var stored = _slots.Read();
            var damaged = new LogText("damaged in flash").With("using", stored == null ? "defaults" : "olderCopy");
            if (_slots.Damaged > 0) _log.Write(LogLevel.Error, Area, damaged.Text);
            if (stored == null || stored.Length == 0 || stored[0] != Format) return;
            for (var at = 1; at + EntryBytes <= stored.Length; at += EntryBytes)
            {
                var key = TwinSchema.FindId(stored[at]);
                var value = LittleEndian.ReadInt32(stored, at + 1);
                if (key >= 0 && TwinSchema.KeyAt(key).IsValid(value)) into.Set(key, value);
            }
        }

        /// <summary>Keeps the values that are set. Call <see cref="Read"/> first.</summary>
        /// <returns>True once they are durable.</returns>
        public bool TryWrite(TwinValues values)
        {
            var content = new byte[1 + EntryBytes * CountOf(values)];
            content[0] = Format;
            var at = 1;
            for (var i = 0; i < values.Count; i++)
            {
                if (!values.IsSet(i)) continue;
                content[at] = (byte)TwinSchema.KeyAt(i).Id;
                LittleEndian.WriteInt32(content, at + 1, values.Get(i));
                at += EntryBytes;
            }

            if (_slots.TryWrite(content)) return true;
            _log.Write(LogLevel.Error, Area, "flash cannot be written; the settings last until the next boot");
            return false;
        }

        private static int CountOf(TwinValues values)
        {
            var count = 0;
            for (var i = 0; i < values.Count; i++)
                if (values.IsSet(i)) count++;
            return count;
        }
    }
}
