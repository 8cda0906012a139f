using Gateway.Core.StoreAndForward;
using Gateway.Host;
using Support;

namespace Gateway.Tests.Storage;

/// <summary>The store is bounded by bytes and by age; what it may not keep is always counted (design.md, section 4).</summary>
public sealed class MessageRetentionTests : IDisposable
{
    private const int MessageBytes = 100;
    private const int RowBytes = MessageBytes + 4; // and two empty property objects

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(60));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_message_that_waits_for_consumers_too_long_is_dropped_and_counted_as_expired()
    {
        await using var store = new OpenStore(_directory, clock: _clock);
        using var absent = await store.RegisterAsync("absent");
        await store.AppendAsync(1, 2);
        _clock.Advance(new GatewayLimits().MessageAgeMax - TimeSpan.FromDays(1));
        await store.AppendAsync(3, 3);
        Assert.Equal(["1", "2", "3"], store.Kept());

        _clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        while (store.Counters.Expired < 2) await Task.Yield();

        Assert.Equal(["3"], store.Kept());
        Assert.Equal(2, store.Counters.Expired);
    }

    [Fact]
    public async Task A_message_that_every_consumer_took_goes_without_being_counted_as_lost()
    {
        await using var store = new OpenStore(_directory, clock: _clock);
        await store.AppendAsync(1, 3);
        using var events = await store.RegisterAsync("events");
        await events.Partitions[0].SaveAsync(new Checkpoint(3), CancellationToken.None);
        _clock.Advance(new GatewayLimits().MessageAgeMax * 2);
        await events.Partitions[0].SaveAsync(new Checkpoint(3), CancellationToken.None);

        Assert.Equal(["3"], store.Kept());
        Assert.Equal((0, 0), (store.Counters.Expired, store.Counters.Dropped));
    }

    [Fact]
    public async Task Devices_wait_for_room_before_a_full_store_refuses_them()
    {
        await using var store = Full(FullStorePolicy.Refuse, out var limits);
        await store.AppendAsync(1, 3, MessageBytes);

        var waiting = store.TryAppendAsync(4, MessageBytes);
        await store.FlushAsync();
        Assert.False(waiting.IsCompleted);
        _clock.Advance(limits.FullStoreWait);

        Assert.Equal(AppendResult.Refused, await waiting.WaitAsync(OpenStore.Patience));
        Assert.Equal(AppendResult.Refused, await store.TryAppendAsync(5, MessageBytes).WaitAsync(OpenStore.Patience));
        Assert.Equal(["1", "2", "3"], store.Kept().Select(body => body.Trim()));
        Assert.Equal(2, store.Counters.Refused);
    }

    [Fact]
    public async Task A_device_that_waits_for_room_goes_on_in_order_as_soon_as_a_consumer_made_some()
    {
        await using var store = Full(FullStorePolicy.Refuse, out _);
        using var events = await store.RegisterAsync("events");
        await store.AppendAsync(1, 3, MessageBytes);
        var lane = store.Store.Messages.OpenLane();
        var first = await lane.AppendAsync(store.Message(4, MessageBytes), CancellationToken.None);
        await store.FlushAsync();
        var second = await lane.AppendAsync(store.Message(5, MessageBytes), CancellationToken.None);
        await store.FlushAsync();
        Assert.False(first.IsCompleted || second.IsCompleted);

        await events.Partitions[0].SaveAsync(new Checkpoint(3), CancellationToken.None);

        Assert.Equal(AppendResult.Stored, await first.WaitAsync(OpenStore.Patience));
        await events.Partitions[0].SaveAsync(new Checkpoint(4), CancellationToken.None);
        Assert.Equal(AppendResult.Stored, await second.WaitAsync(OpenStore.Patience));
        Assert.Equal(["4", "5"], store.Kept().Select(body => body.Trim()).TakeLast(2));
        Assert.Equal(0, store.Counters.Refused);
    }

    [Fact]
    public async Task Oldest_messages_make_room_where_the_policy_says_so_and_are_counted_as_dropped()
    {
        await using var store = Full(FullStorePolicy.DropOldest, out var limits);
        using var absent = await store.RegisterAsync("absent");
        await store.AppendAsync(1, 3, MessageBytes);

        var waiting = store.TryAppendAsync(4, MessageBytes);
        await store.FlushAsync();
        _clock.Advance(limits.FullStoreWait);

        Assert.Equal(AppendResult.Stored, await waiting.WaitAsync(OpenStore.Patience));
        Assert.Equal("4", store.Kept()[^1].Trim());
        Assert.Equal(4 - store.Kept().Count, store.Counters.Dropped);
        Assert.Equal(0, store.Counters.Refused);
    }

    [Fact]
    public async Task An_offset_is_never_used_twice_even_when_a_consumer_was_further_than_what_is_left()
    {
        await using (var store = new OpenStore(_directory, clock: _clock))
        {
            using var events = await store.RegisterAsync("events");
            await store.AppendAsync(1, 3);
            await events.Partitions[0].SaveAsync(new Checkpoint(3), CancellationToken.None);
            using var connection = store.Store.Database.Open();
            connection.Execute("DELETE FROM messages");
        }

        await using (var store = new OpenStore(_directory, clock: _clock))
        {
            using var events = await store.RegisterAsync("events");
            await store.AppendAsync(4, 4);
            Assert.Equal(4, events.Partitions[0].ReadAfter(3, 10).Single().Offset);
        }
    }

    private OpenStore Full(FullStorePolicy policy, out GatewayLimits limits)
    {
        limits = new GatewayLimits { StoredBytesMax = 3 * RowBytes };
        return new OpenStore(_directory, limits, _clock, policy);
    }
}
