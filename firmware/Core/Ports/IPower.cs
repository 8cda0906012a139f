namespace Firmware.Core.Ports
{
    /// <summary>
    /// What ends a boot on purpose. Neither call returns on the board; on a desk they ask the host to end this boot, and return.
    /// Thread-safe.
    /// </summary>
    public interface IPower
    {
        /// <summary>Whether this boot is the timer's, at the end of a <see cref="DeepSleep"/>.</summary>
        bool HasWoken { get; }

        /// <summary>Starts the device anew. What must survive is in flash before.</summary>
        void Reboot();

        /// <summary>Switches everything off but a timer, which boots the device again.</summary>
        /// <param name="ms">How long, in ms, at least 1.</param>
        void DeepSleep(long ms);
    }
}
