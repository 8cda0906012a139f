namespace Firmware.Core.Ports
{
    /// <summary>What the firmware can say of the hardware it runs on. Thread-safe.</summary>
    public interface IBoard
    {
        /// <summary>The kind of device, for instance esp32-bme280.</summary>
        string Model { get; }

        /// <summary>The processor, for instance ESP32.</summary>
        string Chip { get; }

        /// <summary>Why the device started last, in a word; "unknown" where the platform does not say.</summary>
        string RebootReason { get; }

        /// <summary>How much of the managed heap is free, in bytes.</summary>
        int FreeHeapBytes { get; }
    }
}
