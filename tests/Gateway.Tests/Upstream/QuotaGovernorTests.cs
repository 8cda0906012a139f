using Gateway.Core.Upstream;

namespace Gateway.Tests.Upstream;

/// <summary>Tiers, meters and days after Microsoft, "IoT Hub quotas and throttling" and "Azure IoT Hub pricing".</summary>
public sealed class QuotaGovernorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("F1", 0, 1)]
    [InlineData("F1", 512, 1)]
    [InlineData("F1", 513, 2)]
    [InlineData("S1", 4_096, 1)]
    [InlineData("s3", 4_097, 2)]
    public void A_message_counts_once_for_each_meter_of_its_bytes(string tier, long bytes, long metered) =>
        Assert.Equal(metered, HubTier.Find(tier)!.Meter(bytes));

    [Fact]
    public void The_backlog_slows_down_after_half_a_day_s_quota_and_leaves_live_messages_theirs()
    {
        var governor = new QuotaGovernor(HubTier.Find("F1")!, 1, default);
        var (backlog, live) = (0, 0);
        for (var now = Noon; now < Noon.Date.AddDays(1); now += TimeSpan.FromSeconds(1))
        {
            if (now.Second % 20 == 0) live += TrySend(governor, SendClass.Live, now);
            backlog += TrySend(governor, SendClass.Backlog, now);
            if (now == Noon.AddHours(2)) Assert.InRange(backlog, 3_600, 5_000);
        }

        Assert.Equal(12 * 60 * 3, live); // not one live message had to wait
        Assert.InRange(governor.Spent.Metered, 7_000, 7_200); // 8,000 less what is reserved for alerts
    }

    [Fact]
    public void Midnight_in_UTC_starts_a_new_day()
    {
        var governor = new QuotaGovernor(new HubTier("tiny", 10, 512), 1, default);
        for (var i = 0; i < 9; i++) Assert.Equal(1, TrySend(governor, SendClass.Live, Noon));

        Assert.Equal(TimeSpan.FromHours(12), governor.Wait(SendClass.Live, 1, Noon));
        Assert.Equal(TimeSpan.Zero, governor.Wait(SendClass.Alert, 1, Noon));
        Assert.Equal(TimeSpan.Zero, governor.Wait(SendClass.Live, 1, Noon.AddHours(12)));
    }

    private static int TrySend(QuotaGovernor governor, SendClass sendClass, DateTimeOffset now)
    {
        if (governor.Wait(sendClass, 100, now) > TimeSpan.Zero) return 0;
        governor.Count(sendClass, 100, now);
        return 1;
    }
}
