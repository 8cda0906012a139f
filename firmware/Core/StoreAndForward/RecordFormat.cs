using Firmware.Core.Persistence;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>
    /// A record as RAM and flash hold it: payload length (2 bytes), stamp kind (1), record kind (1), boot (4), sequence (4), stamp (8),
    /// payload; all lowest byte first. Pure.
    /// </summary>
    internal static class RecordFormat
    {
        public const int HeaderBytes = 20;

        /// <summary>The longest uptime that is believed, in ms: 100 years.</summary>
        public const long UptimeMsMax = 3_155_760_000_000;

        public static void WriteHeader(
            byte[] into, int at, RecordKind kind, int length, StampKind stampKind, int boot, int sequence, long stampMs)
        {
            into[at] = (byte)(length & 0xFF);
            into[at + 1] = (byte)(length >> 8);
            into[at + 2] = (byte)stampKind;
            into[at + 3] = (byte)kind;
            LittleEndian.WriteInt32(into, at + 4, boot);
            LittleEndian.WriteInt32(into, at + 8, sequence);
            LittleEndian.WriteInt64(into, at + 12, stampMs);
        }

        /// <summary>Turns a record into one of another kind.</summary>
        public static void WriteKind(byte[] into, int at, RecordKind kind) => into[at + 3] = (byte)kind;

        /// <summary>Gives a record the stamp that it will keep.</summary>
        public static void WriteUtcStamp(byte[] into, int at, long utcMs)
        {
            into[at + 2] = (byte)StampKind.Utc;
            LittleEndian.WriteInt64(into, at + 12, utcMs);
        }

        /// <summary>Reads all but the payload.</summary>
        public static void ReadHeader(byte[] from, int at, OutboxRecord into)
        {
            into.PayloadLength = PayloadLength(from, at);
            into.StampKind = StampKindOf(from, at);
            into.Kind = KindOf(from, at);
            into.Boot = Boot(from, at);
            into.Sequence = Sequence(from, at);
            into.StampMs = StampMs(from, at);
        }

        public static int PayloadLength(byte[] from, int at) => from[at] | from[at + 1] << 8;

        public static int RecordBytes(byte[] from, int at) => HeaderBytes + PayloadLength(from, at);

        public static StampKind StampKindOf(byte[] from, int at) => (StampKind)from[at + 2];

        public static RecordKind KindOf(byte[] from, int at) => (RecordKind)from[at + 3];

        public static int Boot(byte[] from, int at) => LittleEndian.ReadInt32(from, at + 4);

        public static int Sequence(byte[] from, int at) => LittleEndian.ReadInt32(from, at + 8);

        public static long StampMs(byte[] from, int at) => LittleEndian.ReadInt64(from, at + 12);

        /// <summary>Whether a stamp can be an uptime, and so become UTC.</summary>
        public static bool IsUptime(StampKind kind, long stampMs) => kind == StampKind.Uptime && stampMs >= 0 && stampMs <= UptimeMsMax;

        /// <summary>
        /// Whether records follow each other from one index to another without anything left over: only then can they be walked.
        /// </summary>
        public static bool AreWhole(byte[] from, int at, int end)
        {
            while (at < end)
            {
                if (end - at < HeaderBytes || end - at < RecordBytes(from, at)) return false;
                if (Boot(from, at) < 0 || Sequence(from, at) < 0) return false;
                if (KindOf(from, at) == RecordKind.Gap && PayloadLength(from, at) < OutboxGap.LengthBytes) return false;
                at += RecordBytes(from, at);
            }

            return true;
        }

        /// <summary>Orders messages by boot and, within it, by sequence.</summary>
        public static long Key(int boot, int sequence) => (long)boot << 32 | unchecked((uint)sequence);
    }
}
