namespace Firmware.Core.Ports
{
    /// <summary>The serial log: one line per event. Thread-safe.</summary>
    public interface ILog
    {
        /// <summary>Writes one line.</summary>
        /// <param name="level">How much it matters.</param>
        /// <param name="area">The part of the firmware, one lower-case word: sensor, uplink, ...</param>
        /// <param name="message">What happened, then key=value pairs; never a secret.</param>
        void Write(LogLevel level, string area, string message);
    }
}
