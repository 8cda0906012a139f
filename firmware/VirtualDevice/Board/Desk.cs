using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>The computer that a virtual device runs on. Thread-safe.</summary>
internal sealed class Desk : IBoard
{
    /// <inheritdoc/>
    public string Model => "virtual";

    /// <inheritdoc/>
    public string Chip => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();

    /// <inheritdoc/>
    public string RebootReason => "started";

    /// <summary>What the process may still take of the machine's memory, in bytes, at most 2_147_483_647.</summary>
    public int FreeHeapBytes => (int)Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, int.MaxValue);
}
