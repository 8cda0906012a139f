using Gateway.Core.Limits;
using Support;

namespace Gateway.Tests.Limits;

/// <summary>The generic cell rate algorithm: ITU-T I.371, in its form of virtual scheduling.</summary>
public sealed class RateLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_burst_is_allowed_at_once_and_one_more_each_interval()
    {
        var limit = new RateLimit<string>(3, Second, _clock);

        Assert.Equal(3, Taken(limit, "a", 10));
        _clock.Advance(Second - TimeSpan.FromTicks(1));
        Assert.Equal(0, Taken(limit, "a", 1));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, Taken(limit, "a", 10));
        _clock.Advance(2 * Second);
        Assert.Equal(2, Taken(limit, "a", 10));
    }

    [Fact]
    public void A_long_rest_saves_up_no_more_than_a_burst()
    {
        var limit = new RateLimit<string>(3, Second, _clock);
        Assert.Equal(3, Taken(limit, "a", 10));

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(3, Taken(limit, "a", 10));
    }

    [Fact]
    public void Keys_do_not_count_for_each_other()
    {
        var limit = new RateLimit<string>(1, Second, _clock);

        Assert.Equal((1, 1, 0), (Taken(limit, "a", 5), Taken(limit, "b", 5), Taken(limit, "a", 5)));
    }

    [Fact]
    public void A_flood_of_keys_is_not_remembered_beyond_the_limit_and_not_refused()
    {
        var limit = new RateLimit<int>(1, Second, _clock);
        for (var key = 0; key < RateLimit<int>.KeysMax; key++) Assert.True(limit.TryTake(key));

        Assert.False(limit.TryTake(0));
        Assert.True(limit.TryTake(-1));
        Assert.True(limit.TryTake(-1)); // not counted
        _clock.Advance(Second);

        Assert.True(limit.TryTake(-1)); // now there is room
        Assert.False(limit.TryTake(-1));
    }

    private static int Taken<TKey>(RateLimit<TKey> limit, TKey key, int attempts)
        where TKey : notnull => Enumerable.Range(0, attempts).Count(_ => limit.TryTake(key));
}
