using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>The power of one simulated boot: notes a sleep, which whoever steps the device carries out. Used by one thread at a time.</summary>
/// <param name="hasWoken">Whether the boot is a wake.</param>
internal sealed class SimulatedPower(bool hasWoken) : IPower
{
    /// <summary>From the timer to the first step of the firmware, in ms.</summary>
    public const int StartMs = 1_500;

    /// <inheritdoc/>
    public bool HasWoken => hasWoken;

    /// <summary>How long the device is to sleep from now on, in ms; 0 while it is awake.</summary>
    public long SleepMs { get; private set; }

    /// <inheritdoc/>
    public void Reboot() => throw new NotSupportedException("nobody asks a simulated device to reboot");

    /// <inheritdoc/>
    public void DeepSleep(long ms) => SleepMs = ms;
}
