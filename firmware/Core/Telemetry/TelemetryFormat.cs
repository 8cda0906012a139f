namespace Firmware.Core.Telemetry
{
    /// <summary>The body in which samples leave the device.</summary>
    public enum TelemetryFormat
    {
        /// <summary>flat/1: one message for each sample.</summary>
        Flat = 0,

        /// <summary>curve/1: one message for many samples, as lines that stay within each channel's epsilon of them.</summary>
        Curve = 1,
    }
}
