namespace Gateway.Host.Configuration;

/// <summary>The data directory, held by one gateway at a time until disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(FileStream held) => _lock = held;

    /// <summary>Creates the directory when missing, for this user only (0700) because keys are inside, and takes it.</summary>
    /// <exception cref="GatewayStartException">It cannot be written, or another gateway has it.</exception>
    public static DataDirectory Take(string path)
    {
        try
        {
            Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotWritable(path, e);
        }

        try
        {
            return new DataDirectory(
                new FileStream(Path.Combine(path, "gateway.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw NotWritable(path, e);
        }
        catch (IOException e)
        {
            throw new GatewayStartException($"the data directory '{path}' is in use by another gateway or not writable ({e.Message})", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static GatewayStartException NotWritable(string path, Exception cause) =>
        new($"the data directory '{path}' is not writable ({cause.Message}); choose another, or allow this user to write there", cause);
}
