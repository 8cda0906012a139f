using Gateway.Core.Sessions;

namespace Gateway.Core.Twins;

/// <summary>Tells connected devices what became durable, in the order in which it did. Thread-safe.</summary>
public sealed class DesiredChanges(ConnectedClients clients)
{
    /// <summary>Takes one change, as <see cref="ITwinStore.Changed"/> tells it.</summary>
    /// <param name="clientId">Whose twin.</param>
    /// <param name="change">The change.</param>
    public void Tell(string clientId, TwinChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.DesiredPatch is { } patch) clients.Find(clientId)?.PushDesired(patch, change.Twin.DesiredVersion);
    }
}
