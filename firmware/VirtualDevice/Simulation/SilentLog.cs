using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>A serial port with no cable in it. Thread-safe.</summary>
internal sealed class SilentLog : ILog
{
    /// <inheritdoc/>
    public void Write(LogLevel level, string area, string message)
    {
    }
}
