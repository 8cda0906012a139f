using Firmware.Core.Ports;
using nanoFramework.Runtime.Native;
using GC = nanoFramework.Runtime.Native.GC;

namespace Firmware.Esp32
{
    /// <summary>What the board tells of itself. Thread-safe.</summary>
    internal sealed class BoardReport : IBoard
    {
        /// <inheritdoc/>
        public string Model => "esp32-bme280";

        /// <summary>nanoFramework's name of the firmware target, for instance ESP32_PSRAM_REV3.</summary>
        public string Chip => SystemInfo.TargetName;

        /// <summary>nanoFramework does not tell a reset from a power-on.</summary>
        public string RebootReason => "unknown";

        /// <inheritdoc/>
        public int FreeHeapBytes => (int)GC.Run(false);
    }
}
