namespace Firmware.Core.Persistence
{
    /// <summary>Why the device went down on purpose; the numbers are kept in flash.</summary>
    public enum RestartReason
    {
        /// <summary>It did not: the power went, or something outside of the firmware reset it.</summary>
        None = 0,

        /// <summary>Somebody asked for it with the direct method reboot.</summary>
        Requested = 1,

        /// <summary>One of the loops stood still or ended.</summary>
        Supervisor = 2,

        /// <summary>It slept, and its timer woke it.</summary>
        DeepSleep = 3,

        /// <summary>Settings can only take effect with a restart.</summary>
        Settings = 4,

        /// <summary>It could not join any network for long, and the adapter may have been stuck.</summary>
        Network = 5,
    }
}
