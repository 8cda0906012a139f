using System;
using System.Text;
using Firmware.Core.Ports;

namespace Firmware.Core.Persistence
{
    /// <summary>
    /// What a boot that ends on purpose leaves to the next one, in flash slots 6 and 7. It names the boot that wrote it and holds for
    /// the very next one only, so it needs no erasing: after a power cut in the middle of the next boot it counts no more. Layout:
    /// format (1 byte), reason (1), boot (4, lowest first), length of the detail (1), the detail in ASCII, and where alarms are open what is known
    /// of them. Used by one thread at a time.
    /// </summary>
    public sealed class RestartNote
    {
        /// <summary>The lower of the two slots.</summary>
        public const int FirstSlot = 6;

        /// <summary>The longest detail, in characters; what is longer is cut.</summary>
        public const int DetailMax = 120;

        private const byte Format = 1;
        private const int BootAt = 2;
        private const int DetailLengthAt = 6;
        private const int DetailAt = 7;

        private readonly RedundantSlots _slots;
        private readonly int _boot;
        private byte[]? _openAlarms;

        /// <summary>Reads what the boot before left.</summary>
        /// <param name="flash">The flash.</param>
        /// <param name="boot">The number of this boot.</param>
        public RestartNote(IFlashSlots flash, int boot)
        {
            _slots = new RedundantSlots(flash, FirstSlot);
            _boot = boot;
            var stored = _slots.Read();
            if (stored == null || stored.Length < DetailAt || stored[0] != Format) return;
            if (LittleEndian.ReadInt32(stored, BootAt) != boot - 1) return;
            if (stored.Length < DetailAt + stored[DetailLengthAt]) return;
            Reason = (RestartReason)stored[1];
            Detail = TextOf(stored, DetailAt, stored[DetailLengthAt]);
            var alarmsAt = DetailAt + stored[DetailLengthAt];
            if (stored.Length == alarmsAt) return;
            _openAlarms = new byte[stored.Length - alarmsAt];
            Array.Copy(stored, alarmsAt, _openAlarms, 0, _openAlarms.Length);
        }

        /// <summary>Why the boot before this one ended.</summary>
        /// <value>The default is <see cref="RestartReason.None"/>: it left no note.</value>
        public RestartReason Reason { get; }

        /// <summary>What there is to say about it; empty if nothing.</summary>
        public string Detail { get; } = "";

        /// <summary>Hands over what the boot before knew of its open alarms, once.</summary>
        /// <returns>What was passed to <see cref="TryWrite"/>, or null if nothing.</returns>
        public byte[]? TakeOpenAlarms()
        {
            var taken = _openAlarms;
            _openAlarms = null;
            return taken;
        }

        /// <summary>A reason as reports have it, in one word.</summary>
        public static string NameOf(RestartReason reason)
        {
            switch (reason)
            {
                case RestartReason.Requested: return "requested";
                case RestartReason.Supervisor: return "supervisor";
                case RestartReason.DeepSleep: return "deepSleep";
                case RestartReason.Settings: return "settings";
                case RestartReason.Network: return "network";
                default: return "none";
            }
        }

        /// <summary>Why this boot began, as it is reported.</summary>
        /// <param name="otherwise">What the hardware says, for a boot that nobody meant.</param>
        public string Describe(string otherwise)
        {
            if (Reason == RestartReason.None) return otherwise;
            return Detail.Length == 0 ? NameOf(Reason) : NameOf(Reason) + ": " + Detail;
        }

        /// <summary>Writes a note that means nothing and reads it back: whether the flash is good.</summary>
        public bool TryProve()
        {
            if (!TryWrite(RestartReason.None, "self-test")) return false;
            var stored = _slots.Read();
            return stored != null && stored.Length > BootAt && LittleEndian.ReadInt32(stored, BootAt) == _boot;
        }

        /// <summary>Leaves a note to the next boot. Nothing secret: it will be reported.</summary>
        /// <param name="reason">Why this boot ends.</param>
        /// <param name="detail">What there is to say; see <see cref="DetailMax"/>.</param>
        /// <param name="openAlarms">What the next boot must know of the alarms that are open; null if nothing.</param>
        /// <returns>True once it is durable.</returns>
        public bool TryWrite(RestartReason reason, string detail, byte[]? openAlarms = null)
        {
            var length = detail.Length < DetailMax ? detail.Length : DetailMax;
            var content = new byte[DetailAt + length + (openAlarms == null ? 0 : openAlarms.Length)];
            content[0] = Format;
            content[1] = (byte)reason;
            LittleEndian.WriteInt32(content, BootAt, _boot);
            content[DetailLengthAt] = (byte)length;
            for (var i = 0; i < length; i++) content[DetailAt + i] = AsciiOf(detail[i]);
            if (openAlarms != null) Array.Copy(openAlarms, 0, content, DetailAt + length, openAlarms.Length);
            _slots.Read(); // a sleep keeps its note in the same slots, and may have written since
            return _slots.TryWrite(content);
        }

        private static byte AsciiOf(char character) => character >= ' ' && character <= '~' ? (byte)character : (byte)'?';

        private static string TextOf(byte[] bytes, int at, int length)
        {
            var text = new StringBuilder(length);
            for (var i = 0; i < length; i++) text.Append((char)bytes[at + i]);
            return text.ToString();
        }
    }
}
