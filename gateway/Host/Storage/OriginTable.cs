namespace Gateway.Host.Storage;

/// <summary>
/// The origins table: the beginning that the system properties of all messages of one sender share, kept once. Used on the writer's
/// thread only.
/// </summary>
internal sealed class OriginTable
{
    // One for each device that sends; a cache that is full starts again.
    private const int CachedMax = 10_000;

    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);

    /// <summary>The id of an origin, entered when it is new.</summary>
    public long IdOf(string origin, StoreConnection connection)
    {
        if (_ids.TryGetValue(origin, out var id)) return id;
        if (_ids.Count == CachedMax) _ids.Clear();
        connection.Execute("INSERT INTO origins (system_properties) VALUES (@origin) ON CONFLICT DO NOTHING", ("@origin", origin));
        return _ids[origin] =
            connection.QueryLong("SELECT id FROM origins WHERE system_properties = @origin", ("@origin", origin))!.Value;
    }

    /// <summary>A transaction was rolled back: what was entered in it is not there.</summary>
    public void Forget() => _ids.Clear();
}
