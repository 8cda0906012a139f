using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Storage;

/// <summary>The opened store with all its tables. Thread-safe.</summary>
internal sealed class GatewayStore : IAsyncDisposable
{
    private const string PartitionsSetting = "eventPartitions";

    private readonly StoreWriter _writer;

    public GatewayStore(GatewayOptions options, GatewayCounters counters, TimeProvider clock, Action? beforeCommit, ILogger log)
    {
        Database = GatewayDatabase.OpenChecked(options.DataDirectory, log);
        Health = new StoreHealth(log);
        CheckPartitions(options);
        var connection = Database.Open();
        _writer = new StoreWriter(connection, options.Limits, Health, beforeCommit, log);
        Identities = new IdentityStore(_writer);
        Twins = new TwinStore(_writer);
        Sessions = new SessionStore(_writer);
        CloudMessages = new CloudMessageStore(_writer);
        using var reading = Database.Open();
        Messages = new MessageStore(reading, _writer, options, counters, clock, log);
        Consumers = new ConsumerGroups(Database, _writer, Messages);
    }

    public GatewayDatabase Database { get; }

    /// <summary>Whether it can be written.</summary>
    public StoreHealth Health { get; }

    public IdentityStore Identities { get; }

    public TwinStore Twins { get; }

    public SessionStore Sessions { get; }

    public CloudMessageStore CloudMessages { get; }

    public MessageStore Messages { get; }

    /// <summary>Who reads the messages.</summary>
    public ConsumerGroups Consumers { get; }

    public async ValueTask DisposeAsync()
    {
        await Messages.DisposeAsync();
        await _writer.DisposeAsync();
    }

    // A device that changed its partition would lose its order, so the number is kept with the data.
    private void CheckPartitions(GatewayOptions options)
    {
        using var connection = Database.Open();
        var wanted = options.EventPartitions.ToString(CultureInfo.InvariantCulture);
        connection.Execute(
            "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT DO NOTHING",
            ("@name", PartitionsSetting),
            ("@value", wanted));
        var kept = connection.QueryText("SELECT value FROM settings WHERE name = @name", ("@name", PartitionsSetting));
        if (kept != wanted)
            throw new GatewayStartException(
                $"{options.DataDirectory} has {kept} event partitions, not {wanted}; keep {kept}, or start with a new data directory");
    }
}
