using System;
using Firmware.Core.Configuration;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Core.Sleep
{
    /// <summary>
    /// What a device knows across a deep sleep, in the flash slots of the <see cref="RestartNote"/>: one write for each sleep, and one
    /// before messages are made. Layout: format (1 byte), the fields below in their order, lowest byte first, the length of the carried
    /// state (2 bytes), that state, the journal. Used by one thread at a time.
    /// </summary>
    internal sealed class SleepNote
    {
        /// <summary>What <see cref="UtcMs"/> is while UTC is not known, and <see cref="PhaseMs"/> before it ever was.</summary>
        public const int Unknown = -1;

        /// <summary>The longest time from the timer to the first step of the firmware that is believed, in ms.</summary>
        public const int LeadMaxMs = 10_000;

        private const byte Format = 2;
        private const int StateLengthAt = 1 + 6 * 4 + 5 * 8;
        private const int StateAt = StateLengthAt + 2;

        // Where UTC and the plan differ by more, UTC was set meanwhile: the plan is then the better guess.
        private const int OffMaxMs = 60_000;

        private readonly RedundantSlots _slots;
        private byte[]? _content;

        public SleepNote(IFlashSlots flash)
        {
            _slots = new RedundantSlots(flash, RestartNote.FirstSlot);
        }

        /// <summary>The boot that goes on.</summary>
        public int Boot { get; set; }

        /// <summary>The last number that was given to a message before those that the journal makes.</summary>
        public int Sequence { get; set; }

        /// <summary>A checksum of the settings under which state and journal were made.</summary>
        public int SettingsDigest { get; set; }

        /// <summary>The place of the sampling instants within the interval, in ms of UTC, or <see cref="Unknown"/>.</summary>
        public int PhaseMs { get; set; } = Unknown;

        /// <summary>How long before a sampling instant the timer must fire, in ms.</summary>
        public int LeadMs { get; set; }

        /// <summary>Attempts to send that have failed in a row; one that has begun counts until it is known better.</summary>
        public int Failures { get; set; }

        /// <summary>The uptime at which this was written, in ms, through all sleeps since the boot.</summary>
        public long UptimeMs { get; set; }

        /// <summary>UTC at which this was written, in Unix ms, or <see cref="Unknown"/>.</summary>
        public long UtcMs { get; set; }

        /// <summary>How long the device was to sleep, in ms; 0 if it was awake.</summary>
        public long AsleepMs { get; set; }

        /// <summary>The next sampling instant, in ms of uptime.</summary>
        public long DueMs { get; set; }

        /// <summary>When the next attempt to send may begin after a failed one, in ms of uptime.</summary>
        public long RetryMs { get; set; }

        /// <summary>Reads the note.</summary>
        /// <returns>False if there is none: the device did not sleep.</returns>
        public bool TryRead()
        {
            var content = _slots.Read();
            if (content == null || !IsWhole(content)) return false;
            Boot = LittleEndian.ReadInt32(content, 1);
            Sequence = LittleEndian.ReadInt32(content, 5);
            SettingsDigest = LittleEndian.ReadInt32(content, 9);
            PhaseMs = LittleEndian.ReadInt32(content, 13);
            LeadMs = LittleEndian.ReadInt32(content, 17);
            Failures = LittleEndian.ReadInt32(content, 21);
            UptimeMs = LittleEndian.ReadInt64(content, 25);
            UtcMs = LittleEndian.ReadInt64(content, 33);
            AsleepMs = LittleEndian.ReadInt64(content, 41);
            DueMs = LittleEndian.ReadInt64(content, 49);
            RetryMs = LittleEndian.ReadInt64(content, 57);
            _content = content;
            return true;
        }

        /// <summary>How long it is since the note was written, in ms, by UTC where that goes on, otherwise as planned.</summary>
        public long ElapsedMs(IClock clock)
        {
            if (UtcMs == Unknown || !clock.IsUtcKnown) return AsleepMs;
            var elapsedMs = clock.UtcMs - UtcMs;
            return elapsedMs < 0 || elapsedMs < AsleepMs - OffMaxMs || elapsedMs > AsleepMs + OffMaxMs ? AsleepMs : elapsedMs;
        }

        /// <summary>Takes the carried state out. Call it after <see cref="TryRead"/>, before <see cref="Forget"/>.</summary>
        public CarriedState State()
        {
            var state = new byte[StateLength];
            Array.Copy(_content!, StateAt, state, 0, state.Length);
            return new CarriedState(state);
        }

        /// <summary>Copies the journal out. Call it after <see cref="TryRead"/>, before <see cref="Forget"/>.</summary>
        public void ReadJournal(SleepJournal into)
        {
            var at = StateAt + StateLength;
            into.Read(_content!, at, _content!.Length - at);
        }

        /// <summary>Gives back the memory of what was read.</summary>
        public void Forget() => _content = null;

        /// <summary>Writes the note; others may have used the slots since it was read.</summary>
        /// <returns>True once it is durable.</returns>
        public bool TryWrite(CarriedState state, SleepJournal journal)
        {
            _slots.Read();
            var content = new byte[StateAt + state.Length + journal.Length];
            content[0] = Format;
            LittleEndian.WriteInt32(content, 1, Boot);
            LittleEndian.WriteInt32(content, 5, Sequence);
            LittleEndian.WriteInt32(content, 9, SettingsDigest);
            LittleEndian.WriteInt32(content, 13, PhaseMs);
            LittleEndian.WriteInt32(content, 17, LeadMs);
            LittleEndian.WriteInt32(content, 21, Failures);
            LittleEndian.WriteInt64(content, 25, UptimeMs);
            LittleEndian.WriteInt64(content, 33, UtcMs);
            LittleEndian.WriteInt64(content, 41, AsleepMs);
            LittleEndian.WriteInt64(content, 49, DueMs);
            LittleEndian.WriteInt64(content, 57, RetryMs);
            content[StateLengthAt] = (byte)(state.Length & 0xFF);
            content[StateLengthAt + 1] = (byte)(state.Length >> 8);
            Array.Copy(state.Bytes, 0, content, StateAt, state.Length);
            Array.Copy(journal.Bytes, 0, content, StateAt + state.Length, journal.Length);
            return _slots.TryWrite(content);
        }

        /// <summary>A checksum of all settings that state and journal depend on.</summary>
        public static int DigestOf(DeviceSettings settings)
        {
            var values = TwinMapping.ValuesOf(settings);
            var bytes = new byte[4 * values.Length];
            for (var i = 0; i < values.Length; i++) LittleEndian.WriteInt32(bytes, 4 * i, values[i]);
            return unchecked((int)Crc32.Of(bytes, 4 * TwinSchema.FirstOfLog));
        }

        private static bool IsWhole(byte[] content)
        {
            if (content.Length < StateAt || content[0] != Format) return false;
            var journalAt = StateAt + StateLengthOf(content);
            if (LittleEndian.ReadInt32(content, 1) < 0 || LittleEndian.ReadInt32(content, 5) < 0) return false;
            return journalAt <= content.Length && SleepJournal.IsWhole(content, journalAt);
        }

        private static int StateLengthOf(byte[] content) => content[StateLengthAt] | content[StateLengthAt + 1] << 8;

        private int StateLength => StateLengthOf(_content!);
    }
}
