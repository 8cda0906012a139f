using System.Globalization;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>
/// Flash slots as files of one directory, written in place and flushed to the disk. As honest as flash: a write that is cut
/// off leaves its own slot torn, for the firmware to recognise, and never another one. Used by one thread at a time.
/// </summary>
internal sealed class FileFlashSlots : IFlashSlots
{
    private readonly string _directory;
    private readonly ILog _log;

    /// <summary>Opens the slots.</summary>
    /// <param name="directory">The device's own directory; made where it is absent.</param>
    /// <param name="log">Where failures are reported.</param>
    /// <exception cref="IOException">The directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be made.</exception>
    public FileFlashSlots(string directory, ILog log)
    {
        (_directory, _log) = (directory, log);
        Directory.CreateDirectory(directory);
    }

    /// <inheritdoc/>
    public byte[]? Read(int slot)
    {
        var path = PathOf(slot);
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Write(LogLevel.Error, "flash", new LogText("slot cannot be read").With("slot", slot).With("error", e.Message).Text);
            return null;
        }
    }

    /// <inheritdoc/>
    public bool TryWrite(int slot, byte[] content)
    {
        var path = PathOf(slot);
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.Write(content);
            file.SetLength(content.Length);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Write(LogLevel.Error, "flash", new LogText("slot cannot be written").With("slot", slot).With("error", e.Message).Text);
            return false;
        }
    }

    private string PathOf(int slot) => Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"slot-{slot}.bin"));
}
