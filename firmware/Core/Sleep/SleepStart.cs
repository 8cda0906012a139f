using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Sleep
{
    /// <summary>
    /// How a boot of a device that may sleep begins: as a wake, which goes on where the device was, or anew. Used while a node is made.
    /// </summary>
    internal sealed class SleepStart
    {
        /// <summary>Begins to sleep after the boot has begun.</summary>
        /// <param name="flash">Where the note is.</param>
        /// <param name="boot">The number of the boot.</param>
        /// <param name="lastSequence">The last number that was given to a message.</param>
        public SleepStart(IFlashSlots flash, int boot, int lastSequence)
        {
            Note = new SleepNote(flash) { Boot = boot, Sequence = lastSequence };
            Journal = new SleepJournal();
        }

        private SleepStart(SleepNote note, bool isWake)
        {
            Note = note;
            Journal = new SleepJournal();
            note.ReadJournal(Journal);
            IsWake = isWake;
        }

        /// <summary>What is known from before.</summary>
        public SleepNote Note { get; }

        /// <summary>What was measured and not yet made messages of.</summary>
        public SleepJournal Journal { get; }

        /// <summary>Whether the device has woken as it planned to; otherwise the power was off, or the firmware ended on its way.</summary>
        public bool IsWake { get; }

        /// <summary>Reads the note that a sleeping device left.</summary>
        /// <param name="ports">The device's world.</param>
        /// <param name="settings">The settings in effect.</param>
        /// <returns>What it says, or null if there is none.</returns>
        public static SleepStart? Read(DevicePorts ports, DeviceSettings settings)
        {
            if (ports.Power == null) return null;
            var note = new SleepNote(ports.Flash);
            if (!note.TryRead()) return null;
            var isWake = ports.Power.HasWoken
                && note.AsleepMs > 0
                && settings.Power.Mode == PowerMode.DeepSleep
                && note.SettingsDigest == SleepNote.DigestOf(settings);
            return new SleepStart(note, isWake);
        }

        /// <summary>The device's clock, which goes on from before the sleep.</summary>
        public IClock Continue(IClock clock)
        {
            var elapsedMs = Note.ElapsedMs(clock);
            var leadMs = elapsedMs - Note.AsleepMs;
            if (leadMs >= 0 && clock.IsUtcKnown && Note.UtcMs != SleepNote.Unknown)
                Note.LeadMs = leadMs < SleepNote.LeadMaxMs ? (int)leadMs : SleepNote.LeadMaxMs;
            return new ContinuedClock(clock, Note.UptimeMs + elapsedMs - clock.UptimeMs);
        }

        /// <summary>
        /// After a power cut, makes the messages that the boot before would have made, under its number, and puts them into the flash
        /// of the outbox. What it stamped by its own uptime cannot be placed in time any more.
        /// </summary>
        /// <param name="outbox">An outbox of the boot before.</param>
        /// <param name="settings">The settings in effect.</param>
        /// <param name="ports">The device's world.</param>
        public void Recover(Outbox outbox, DeviceSettings settings, DevicePorts ports)
        {
            Journal.RemoveUptimeStamps();
            Journal.AddEnd();
            outbox.ContinueAfter(Note.Sequence);
            Journal.Make(settings, outbox);
            var isSaved = outbox.UnsavedCount == 0 || outbox.Save(ports.Clock);
            if (isSaved) ports.Log.Write(LogLevel.Information, "sleep", "kept what was measured before the power went");
            else ports.Log.Write(LogLevel.Error, "sleep", "flash cannot be written; what was measured before the power went is lost");
            Journal.RemoveMade();
            Note.Forget();
            new RestartNote(ports.Flash, Note.Boot).TryWrite(RestartReason.None, "");
        }
    }
}
