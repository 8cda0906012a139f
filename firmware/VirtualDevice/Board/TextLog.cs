using System.Globalization;
using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>A device's serial log as lines of text: UTC, level, device, area, message. Thread-safe.</summary>
/// <param name="writer">Where the lines go; shared by the devices, so it must be thread-safe.</param>
/// <param name="minimum">What matters less is left out.</param>
/// <param name="deviceId">The device that speaks.</param>
/// <param name="clock">The time on the lines.</param>
internal sealed class TextLog(TextWriter writer, LogLevel minimum, string deviceId, TimeProvider clock) : ILog
{
    /// <inheritdoc/>
    public void Write(LogLevel level, string area, string message)
    {
        if (level < minimum) return;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {level} {deviceId} {area}: {message}"));
    }
}
