using System.Globalization;
using System.Text;
using Gateway.Core.StoreAndForward;
using Gateway.Host;
using Gateway.Host.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace Gateway.Tests.Storage;

/// <summary>A store on the disk with one partition, without a gateway around it.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public OpenStore(TemporaryDirectory directory, GatewayLimits? limits = null, TimeProvider? clock = null, FullStorePolicy policy = FullStorePolicy.Refuse)
    {
        var options = new GatewayOptions
        {
            DataDirectory = directory.Path,
            EventPartitions = 1,
            Limits = limits ?? new GatewayLimits(),
            WhenFull = policy,
        };
        Clock = clock ?? new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        Store = new GatewayStore(options, Counters, Clock, beforeCommit: null, NullLogger.Instance);
    }

    public GatewayCounters Counters { get; } = new();

    public GatewayStore Store { get; }

    public TimeProvider Clock { get; }

    /// <summary>The bodies of all messages that are kept, in order.</summary>
    public List<string> Kept()
    {
        using var connection = Store.Database.Open();
        return connection.Query("SELECT body FROM messages ORDER BY key", row => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)));
    }

    /// <summary>Appends messages "from" to "to", each over a lane of its own.</summary>
    public async Task AppendAsync(int from, int to, int bytes = 0)
    {
        for (var n = from; n <= to; n++) Assert.Equal(AppendResult.Stored, await TryAppendAsync(n, bytes));
    }

    public async Task<AppendResult> TryAppendAsync(int n, int bytes = 0) =>
        await await Store.Messages.OpenLane().AppendAsync(Message(n, bytes), CancellationToken.None).AsTask().WaitAsync(Patience);

    public Task<ConsumerGroup> RegisterAsync(string name) => Store.Consumers.RegisterAsync(name, CancellationToken.None);

    /// <summary>Waits until the writer did all that is queued.</summary>
    public Task FlushAsync() => Store.Twins.GetAsync("kitchen", CancellationToken.None).WaitAsync(Patience);

    public Message Message(int n, int bytes) => new()
    {
        DeviceId = "kitchen",
        MessageId = n.ToString(CultureInfo.InvariantCulture),
        EnqueuedAtUnixMs = Clock.GetUtcNow().ToUnixTimeMilliseconds(),
        SystemProperties = "{}",
        Properties = "{}",
        Body = Encoding.UTF8.GetBytes(n.ToString(CultureInfo.InvariantCulture).PadLeft(bytes)),
    };

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
