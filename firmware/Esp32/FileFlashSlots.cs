using System.IO;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>
    /// Flash slots as files of the board's littlefs, one file a slot, so that a write cut off by a power loss tears its own slot
    /// only. Every write is read back before it counts. Not thread-safe.
    /// </summary>
    internal sealed class FileFlashSlots : IFlashSlots
    {
        private readonly string _prefix;
        private readonly ILog _log;

        /// <summary>Makes slots whose files begin with <paramref name="prefix"/>, for instance I:\slot-.</summary>
        public FileFlashSlots(string prefix, ILog log)
        {
            _prefix = prefix;
            _log = log;
        }

        /// <inheritdoc/>
        public byte[]? Read(int slot)
        {
            string path = PathOf(slot);
            try
            {
                return File.Exists(path) ? File.ReadAllBytes(path) : null;
            }
            catch (IOException e)
            {
                _log.Write(LogLevel.Warning, "flash", new LogText("slot cannot be read").With("file", path).With("error", e.Message).Text);
                return null;
            }
        }

        /// <inheritdoc/>
        public bool TryWrite(int slot, byte[] content)
        {
            string path = PathOf(slot);
            try
            {
                File.WriteAllBytes(path, content);
                if (AreEqual(content, File.ReadAllBytes(path))) return true;
                _log.Write(LogLevel.Error, "flash", new LogText("slot does not read back as written").With("file", path).Text);
            }
            catch (IOException e)
            {
                _log.Write(LogLevel.Error, "flash", new LogText("slot cannot be written").With("file", path).With("error", e.Message).Text);
            }

            return false;
        }

        private string PathOf(int slot) => _prefix + slot.ToString() + ".bin";

        private static bool AreEqual(byte[] a, byte[] b)
        {
            if (a.Length != b.Length) return false;
            for (int i = 0; i < a.Length; i++)
                if (a[i] != b[i]) return false;
            return true;
        }
    }
}
