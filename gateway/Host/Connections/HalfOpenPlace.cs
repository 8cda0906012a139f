namespace Gateway.Host.Connections;

/// <summary>A connection's place among those that nobody knows yet; a feature of the connection. Thread-safe.</summary>
/// <param name="giveUp">Makes room for another.</param>
internal sealed class HalfOpenPlace(Action giveUp) : IDisposable
{
    private Action? _giveUp = giveUp;

    /// <summary>Gives the place up: the client is known now, or gone. Only the first call counts.</summary>
    public void Dispose() => Interlocked.Exchange(ref _giveUp, null)?.Invoke();
}
