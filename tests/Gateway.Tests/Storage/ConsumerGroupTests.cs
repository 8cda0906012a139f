using System.Text;
using Gateway.Core.StoreAndForward;
using Gateway.Host;
using Gateway.Host.Storage;
using Support;

namespace Gateway.Tests.Storage;

/// <summary>
/// Readers of the store: each with checkpoints of its own, as the consumer groups of Microsoft, "Features and terminology in Azure Event
/// Hubs"; unlike there, a message is kept until all of them took it.
/// </summary>
public sealed class ConsumerGroupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(60));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_group_reads_everything_in_order_at_its_own_pace()
    {
        await using var store = new OpenStore(_directory);
        await store.AppendAsync(1, 5);
        using var quick = await store.RegisterAsync("quick");
        using var slow = await store.RegisterAsync("slow");

        Assert.Equal(["1", "2", "3", "4", "5"], await TakeAsync(quick, 10));
        Assert.Equal(["1", "2"], await TakeAsync(slow, 2));
        Assert.Equal(["3", "4"], await TakeAsync(slow, 2));
        Assert.Empty(await TakeAsync(quick, 10));
    }

    [Fact]
    public async Task Checkpoint_and_the_consumers_own_state_survive_a_restart()
    {
        await using (var store = new OpenStore(_directory))
        {
            await store.AppendAsync(1, 3);
            using var group = await store.RegisterAsync("upstream");
            var first = group.Partitions[0].ReadAfter(0, 1)[0].Offset;
            await group.Partitions[0].SaveAsync(new Checkpoint(first, "backlog ends at 3"), CancellationToken.None);
        }

        await using (var store = new OpenStore(_directory))
        {
            using var group = await store.RegisterAsync("upstream");
            Assert.Equal("backlog ends at 3", group.Partitions[0].Checkpoint.State);
            Assert.Equal(["2", "3"], await TakeAsync(group, 10));
        }
    }

    [Fact]
    public async Task A_name_is_registered_once()
    {
        await using var store = new OpenStore(_directory);
        using var group = await store.RegisterAsync("events");

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.RegisterAsync("events"));
    }

    [Fact]
    public async Task Waiting_for_newer_messages_ends_with_the_next_commit()
    {
        await using var store = new OpenStore(_directory);
        using var group = await store.RegisterAsync("events");
        var newer = group.Partitions[0].WaitForNewerAsync(group.Partitions[0].NewestOffset, CancellationToken.None);
        Assert.False(newer.IsCompleted);

        await store.AppendAsync(1, 1);

        await newer.WaitAsync(OpenStore.Patience);
        Assert.Equal(["1"], await TakeAsync(group, 10));
    }

    [Fact]
    public async Task A_group_that_lags_holds_messages_until_it_is_removed()
    {
        await using var store = new OpenStore(_directory, clock: _clock);
        await store.AppendAsync(1, 3);
        using var quick = await store.RegisterAsync("quick");
        var slow = await store.RegisterAsync("slow");
        _clock.Advance(new GatewayLimits().MessageRetention * 2);

        await TakeAsync(quick, 10);
        Assert.Equal(["1", "2", "3"], store.Kept());

        slow.Dispose();
        await store.Store.Consumers.RemoveAsync("slow", CancellationToken.None);
        await store.AppendAsync(4, 4);
        await TakeAsync(quick, 10);
        Assert.Equal(["4"], store.Kept());
    }

    [Fact]
    public async Task A_checkpoint_that_comes_after_the_removal_does_not_bring_the_group_back()
    {
        await using var store = new OpenStore(_directory, clock: _clock);
        await store.AppendAsync(1, 2);
        using var quick = await store.RegisterAsync("quick");
        using var removed = await store.RegisterAsync("removed");
        await store.Store.Consumers.RemoveAsync("removed", CancellationToken.None);
        await TakeAsync(removed, 1);
        _clock.Advance(new GatewayLimits().MessageRetention * 2);

        await TakeAsync(quick, 10);

        Assert.Equal(["2"], store.Kept());
    }

    [Fact]
    public async Task A_group_that_the_next_start_does_not_register_holds_nothing_and_goes_on_where_it_stood_when_it_returns()
    {
        await using (var store = new OpenStore(_directory, clock: _clock))
        {
            await store.AppendAsync(1, 4);
            using var absent = await store.RegisterAsync("absent");
            await TakeAsync(absent, 1);
        }

        _clock.Advance(new GatewayLimits().MessageRetention * 2);
        await using (var store = new OpenStore(_directory, clock: _clock))
        {
            using var events = await store.RegisterAsync("events");
            await store.Store.Consumers.RetireOthersAsync(CancellationToken.None);
            await TakeAsync(events, 3);
            Assert.Equal(["4"], store.Kept());
            using var absent = await store.RegisterAsync("absent");
            Assert.Equal(["4"], await TakeAsync(absent, 10));
        }
    }

    [Fact]
    public async Task What_a_consumer_gives_up_is_kept_with_the_reason_in_the_same_transaction_as_its_checkpoint()
    {
        await using var store = new OpenStore(_directory, clock: _clock);
        await store.AppendAsync(1, 2);
        using var group = await store.RegisterAsync("upstream");
        var message = group.Partitions[0].ReadAfter(0, 1)[0];

        await group.Partitions[0].SaveAsync(
            new Checkpoint(message.Offset), [new DeadLetter(message, "the parent refuses it")], CancellationToken.None);

        using var connection = store.Store.Database.Open();
        var (consumer, reason, body) = connection.Query(
            "SELECT consumer, reason, body FROM dead_letters",
            row => (row.GetString(0), row.GetString(1), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(2)))).Single();
        Assert.Equal(("upstream", "the parent refuses it", "1"), (consumer, reason, body));
        Assert.Equal(1, store.Counters.DeadLettered);
        Assert.Equal(["2"], await TakeAsync(group, 10));
    }

    [Fact]
    public async Task Dead_letters_are_bounded_and_the_oldest_go_first()
    {
        await using var store = new OpenStore(_directory, new GatewayLimits { DeadLetterBytesMax = 350 });
        await store.AppendAsync(1, 5, bytes: 100);
        using var group = await store.RegisterAsync("upstream");
        foreach (var message in group.Partitions[0].ReadAfter(0, 10))
            await group.Partitions[0].SaveAsync(
                new Checkpoint(message.Offset), [new DeadLetter(message, "refused")], CancellationToken.None);

        using var connection = store.Store.Database.Open();
        Assert.Equal(["3", "4", "5"], connection.Query("SELECT message_id FROM dead_letters ORDER BY id", row => row.GetString(0)));
        Assert.Equal(5, store.Counters.DeadLettered);
    }

    private static async Task<List<string>> TakeAsync(ConsumerGroup group, int max)
    {
        var partition = group.Partitions[0];
        var messages = partition.ReadAfter(partition.Checkpoint.Offset, max);
        if (messages.Count > 0) await partition.SaveAsync(new Checkpoint(messages[^1].Offset), CancellationToken.None);
        return [.. messages.Select(message => Encoding.UTF8.GetString(message.Message.Body.Span))];
    }
}
