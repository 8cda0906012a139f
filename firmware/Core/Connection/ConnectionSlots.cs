using Firmware.Core.Diagnostics;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Core.Connection
{
    /// <summary>
    /// The connection's record in flash slots 4 and 5, replaced as a whole, so that a power cut leaves the old one or the new one.
    /// Layout: format (1 byte), then the fields of the record as a <see cref="FieldWriter"/> writes them. Used by one thread at a time.
    /// </summary>
    internal sealed class ConnectionSlots
    {
        /// <summary>The lower of the two slots.</summary>
        public const int FirstSlot = 4;

        private const byte Format = 1;
        private const string Area = "connection";

        private readonly RedundantSlots _slots;
        private readonly ILog _log;

        public ConnectionSlots(IFlashSlots flash, ILog log)
        {
            _slots = new RedundantSlots(flash, FirstSlot);
            _log = log;
        }

        /// <summary>Reads the newest whole record; an empty one where there is none.</summary>
        public ConnectionRecord Read()
        {
            var stored = _slots.Read();
            if (_slots.Damaged > 0)
                _log.Write(LogLevel.Error, Area, new LogText("damaged in flash").With("using", stored == null ? "deployed" : "olderCopy").Text);
            if (stored == null) return new ConnectionRecord();
            var fields = new FieldReader(stored);
            var record = fields.Byte() == Format ? RecordOf(fields) : null;
            if (record != null && fields.IsAtEnd) return record;
            _log.Write(LogLevel.Error, Area, "flash was written by another firmware; using what was deployed");
            return new ConnectionRecord();
        }

        /// <summary>Replaces the record. Call <see cref="Read"/> first.</summary>
        /// <returns>True once it is durable.</returns>
        public bool TryWrite(ConnectionRecord record)
        {
            if (_slots.TryWrite(BytesOf(record))) return true;
            _log.Write(LogLevel.Error, Area, "flash cannot be written");
            return false;
        }

        private static byte[] BytesOf(ConnectionRecord record)
        {
            var fields = new FieldWriter();
            fields.Write(Format);
            Write(fields, record.Kept);
            if (fields.IsThere(record.Trial))
            {
                Write(fields, record.Trial!);
                fields.Write((byte)record.TrialBoots);
            }

            Write(fields, record.WifiRefusal);
            Write(fields, record.DpsRefusal);
            if (!fields.IsThere(record.Assignment)) return fields.ToArray();
            fields.Write(record.Assignment!.Hub);
            fields.Write(record.Assignment.DeviceId);
            fields.Write(record.AssignedTo);
            return fields.ToArray();
        }

        private static void Write(FieldWriter fields, ConnectionSet set)
        {
            fields.Write(set.Wifi);
            fields.Write(set.Dps);
        }

        private static void Write(FieldWriter fields, Refusal? refusal)
        {
            if (!fields.IsThere(refusal)) return;
            fields.Write(refusal!.Digest);
            fields.Write((byte)refusal.Failure);
        }

        private static ConnectionRecord RecordOf(FieldReader fields)
        {
            var kept = SetOf(fields);
            var hasTrial = fields.IsThere();
            var trial = hasTrial ? SetOf(fields) : null;
            var boots = hasTrial ? fields.Byte() : 0;
            var wifi = RefusalOf(fields);
            var dps = RefusalOf(fields);
            var hasAssignment = fields.IsThere();
            return new ConnectionRecord
            {
                Kept = kept,
                Trial = trial,
                TrialBoots = boots,
                WifiRefusal = wifi,
                DpsRefusal = dps,
                Assignment = hasAssignment ? new HubAssignment(fields.Text(), fields.Text()) : null,
                AssignedTo = hasAssignment ? fields.Int() : 0,
            };
        }

        private static ConnectionSet SetOf(FieldReader fields) => new ConnectionSet(fields.Wifi(), fields.Dps());

        private static Refusal? RefusalOf(FieldReader fields) =>
            fields.IsThere() ? new Refusal(fields.Int(), (TrialFailure)fields.Byte()) : null;
    }
}
