using Firmware.Core.Ports;

namespace Firmware.Core.Diagnostics
{
    /// <summary>
    /// A log that leaves out what matters less than it is told, and remembers the last failure. A node sets the level of its log.
    /// Thread-safe.
    /// </summary>
    public sealed class LeveledLog : ILog
    {
        private readonly ILog _log;
        private readonly object _gate = new object();
        private LogLevel _minimum;
        private string _lastError = "";

        /// <summary>Puts a level on a log.</summary>
        /// <param name="log">Where the lines go.</param>
        /// <param name="minimum">The least that goes there.</param>
        public LeveledLog(ILog log, LogLevel minimum)
        {
            _log = log;
            _minimum = minimum;
        }

        /// <summary>The least that is written.</summary>
        public LogLevel Minimum
        {
            get
            {
                lock (_gate) return _minimum;
            }

            set
            {
                lock (_gate) _minimum = value;
            }
        }

        /// <summary>The last line that was a warning or an error, whether it was written or not; empty before the first.</summary>
        public string LastError
        {
            get
            {
                lock (_gate) return _lastError;
            }
        }

        /// <inheritdoc/>
        public void Write(LogLevel level, string area, string message)
        {
            if (level >= LogLevel.Warning)
                lock (_gate) _lastError = area + " " + message;
            if (level >= Minimum) _log.Write(level, area, message);
        }
    }
}
