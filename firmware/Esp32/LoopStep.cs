namespace Firmware.Esp32
{
    /// <summary>One turn of a loop of Core.</summary>
    /// <param name="nowMs">The uptime, in ms.</param>
    /// <returns>How long to wait before the next turn, in ms.</returns>
    internal delegate int LoopStep(long nowMs);
}
