using Firmware.VirtualDevice.Commands;

namespace Cloud.LocalHost;

/// <summary>The folder of everything durable, held by one process at a time.</summary>
public sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Root, _lock) = (path, held);

    /// <summary>The folder's full path.</summary>
    public string Root { get; }

    /// <summary>Makes the folder if need be and takes hold of it.</summary>
    /// <exception cref="UsageException">It cannot be written, or another process holds it.</exception>
    public static DataDirectory Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--data: cannot make the folder {root}: {exception.Message}", exception);
        }

        return new DataDirectory(root, Hold(root));
    }

    /// <summary>A part's own folder below this one.</summary>
    public string Part(string name) => Path.Combine(Root, name);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string root)
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new UsageException($"--data: {root} is in use by another process; stop it or choose another folder", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UsageException($"--data: {root} cannot be written: {exception.Message}", exception);
        }
    }
}
