using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cloud.Core.Checkpoints;

/// <summary>The version of a stored device state, and the settings it belongs to.</summary>
internal static class StateFormat
{
    public const byte Version = 3;

    /// <summary>A number for what shapes the state: windows, detectors, rules. Tolerances and limits may change between runs.</summary>
    public static int Fingerprint(ProcessorSettings settings)
    {
        var text = new StringBuilder();
        foreach (var size in settings.WindowSizes) text.Append(CultureInfo.InvariantCulture, $"window {size.Ticks}\n");
        foreach (var preset in settings.Detectors)
            text.Append(CultureInfo.InvariantCulture, $"detector {preset.Function} {preset.HistorySize} {preset.Duration.Ticks}\n");
        foreach (var rule in settings.AlertRules) text.Append(CultureInfo.InvariantCulture, $"rule {rule.Name}\n");
        return BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <exception cref="FormatException">The state is of another version or other settings.</exception>
    public static void Check(string deviceId, byte version, int fingerprint, int expected)
    {
        if (version != Version)
            throw new FormatException($"the stored state of device '{deviceId}' has version {version}; this program reads {Version}");
        if (fingerprint != expected)
            throw new FormatException(
                $"the stored state of device '{deviceId}' was made with other windows, detectors or rules; "
                + "use the settings it was made with, or an empty data directory");
    }
}
