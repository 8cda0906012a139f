using Firmware.VirtualDevice.Climates;

namespace Firmware.VirtualDevice.Commands;

/// <summary>The recording that <c>--replay</c> names.</summary>
public static class ReplayFile
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The option's value.</param>
    /// <returns>The rows, at least one, in increasing time.</returns>
    /// <exception cref="UsageException">It cannot be read or used; the message names the option, the file and the line.</exception>
    public static IReadOnlyList<RecordedRow> Load(string path)
    {
        try
        {
            return Recording.Load(path);
        }
        catch (Exception e) when (e is RecordingFormatException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--replay: {e.Message}", e);
        }
    }
}
