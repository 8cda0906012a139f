using System.Runtime.InteropServices;

namespace Gateway.Host.Files;

/// <summary>
/// Makes the names in a directory durable. A file's own flush says nothing about its name, and .NET opens no directories, so this asks the
/// C library (POSIX open, fsync, close). On Windows, NTFS journals names by itself.
/// </summary>
internal static class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a directory and those above it, up to a root.</summary>
    /// <exception cref="IOException">One of them could not be flushed.</exception>
    public static void Flush(string directory, string root)
    {
        if (OperatingSystem.IsWindows()) return;
        for (var next = directory; next is not null && next.StartsWith(root, StringComparison.Ordinal); next = Path.GetDirectoryName(next))
            FlushOne(next);
    }

    private static void FlushOne(string directory)
    {
        var file = Open(directory, ReadOnly);
        if (file < 0) throw new IOException($"the directory '{directory}' was not opened (errno {Marshal.GetLastPInvokeError()})");
        try
        {
            if (Sync(file) != 0) throw new IOException($"the directory '{directory}' was not flushed (errno {Marshal.GetLastPInvokeError()})");
        }
        finally
        {
            _ = Close(file);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
