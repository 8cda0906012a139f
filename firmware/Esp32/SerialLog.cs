using System;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>The log on the serial port: one line `uptimeMs level area message` per event. Thread-safe: a line is one write.</summary>
    internal sealed class SerialLog : ILog
    {
        private readonly IClock _clock;

        /// <summary>Makes a log that stamps its lines with <paramref name="clock"/>'s uptime.</summary>
        public SerialLog(IClock clock) => _clock = clock;

        /// <inheritdoc/>
        public void Write(LogLevel level, string area, string message) =>
            Console.WriteLine(LineOf(_clock.UptimeMs, level, area, message));

        /// <summary>One line of the log, without its end.</summary>
        public static string LineOf(long uptimeMs, LogLevel level, string area, string message) =>
            uptimeMs.ToString() + " " + NameOf(level) + " " + area + " " + message;

        // On nanoFramework Enum.ToString gives the number.
        private static string NameOf(LogLevel level)
        {
            switch (level)
            {
                case LogLevel.Debug: return "debug";
                case LogLevel.Information: return "info";
                case LogLevel.Warning: return "warning";
                default: return "error";
            }
        }
    }
}
