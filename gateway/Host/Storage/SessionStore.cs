using System.Collections.Immutable;
using System.Text.Json;
using Gateway.Core.Sessions;
using Gateway.Mqtt;

namespace Gateway.Host.Storage;

/// <summary>The sessions table. Thread-safe.</summary>
internal sealed class SessionStore(StoreWriter writer) : ISessionStore
{
    private const string Upsert =
        """
        INSERT INTO sessions (client_id, subscriptions) VALUES (@client, @subscriptions)
        ON CONFLICT (client_id) DO UPDATE SET subscriptions = excluded.subscriptions
        """;

    /// <inheritdoc/>
    public async ValueTask<ImmutableDictionary<string, MqttQos>?> FindAsync(string clientId, CancellationToken cancellation)
    {
        var text = await writer.RunAsync(
            connection => connection.QueryText("SELECT subscriptions FROM sessions WHERE client_id = @client", ("@client", clientId)),
            cancellation);
        return text is null
            ? null
            : JsonSerializer.Deserialize<Dictionary<string, MqttQos>>(text)!.ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public Task SaveAsync(string clientId, ImmutableDictionary<string, MqttQos> subscriptions, CancellationToken cancellation)
    {
        var text = JsonSerializer.Serialize(subscriptions);
        return writer.RunAsync(
            connection => connection.Execute(Upsert, ("@client", clientId), ("@subscriptions", text)), cancellation);
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string clientId, CancellationToken cancellation) => writer.RunAsync(
        connection =>
            connection.Execute("DELETE FROM sessions WHERE client_id = @client", ("@client", clientId))
            + connection.Execute("DELETE FROM cloud_messages WHERE device_id = @client", ("@client", clientId)),
        cancellation);
}
