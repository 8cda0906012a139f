using Gateway.Core.Upstream;

namespace Gateway.Tests.Upstream;

/// <summary>
/// What goes upstream when, in virtual time. Rates after Microsoft, "IoT Hub quotas and throttling". What must not happen after an
/// outage is what users of Azure/iotedge report: issues 6006, 7123 (nothing goes upstream until a restart), 706 (messages lost).
/// </summary>
public sealed class ForwardPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly StoredPartition _stored = new();

    [Fact]
    public void Live_messages_overtake_a_million_that_waited_and_stay_under_two_seconds()
    {
        const int Waiting = 1_000_000;
        for (var i = 0; i < Waiting; i++) _stored.Add($"device-{i % 100}", Noon.AddMilliseconds(i - Waiting - 10_000));
        var limits = new UpstreamLimits { MessagesPerSecond = 2_000, BacklogPerSecond = 1_900, BacklogInFlightMax = 512 };
        var parent = new ParentSimulation(new ForwardPlan([_stored], limits), Noon) { IsUp = false };
        parent.Run(TimeSpan.FromSeconds(30));
        var restored = parent.Now;
        parent.IsUp = true;

        var seconds = 0;
        for (; parent.Taken.Count < Waiting + ((seconds - 1) * 100); seconds++)
            for (var i = 0; i < 100; i++)
            {
                _stored.Add($"device-{i}", parent.Now);
                parent.Run(TimeSpan.FromMilliseconds(10));
            }

        var live = parent.Taken.Where(taken => taken.Forward.Stored.Offset > Waiting).ToList();
        Assert.True(live[0].At - restored < TimeSpan.FromSeconds(2), $"the first live message took {live[0].At - restored}");
        var delays = live.Select(Delay).Order().ToList();
        Assert.True(delays[delays.Count * 99 / 100] < TimeSpan.FromSeconds(2), $"p99 was {delays[delays.Count * 99 / 100]}");
        Assert.InRange(seconds, (Waiting / 1_900) - 10, (Waiting / 1_900) + 60);
        Assert.Equal(parent.Taken.Count, parent.TakenOffsets.Distinct().Count());
    }

    [Fact]
    public void Every_device_keeps_its_order_within_each_class()
    {
        for (var i = 0; i < 500; i++) _stored.Add($"device-{i % 7}", Noon.AddHours(-1));
        var parent = Parent(new UpstreamLimits { MessagesPerSecond = 50, BacklogPerSecond = 25 });

        for (var i = 0; i < 300; i++)
        {
            _stored.Add($"device-{i % 7}", parent.Now);
            parent.IsUp = i is < 50 or > 80 and < 120 or > 130;
            parent.Run(TimeSpan.FromMilliseconds(200));
        }

        parent.Run(TimeSpan.FromMinutes(5));
        Assert.Equal(Enumerable.Range(1, 800).Select(n => (long)n), parent.TakenOffsets.Order());
        foreach (var one in parent.Taken.GroupBy(taken => (taken.Forward.ClientId, taken.Forward.SendClass)))
            Assert.Equal(one.Select(taken => taken.Forward.Stored.Offset).Order(), one.Select(taken => taken.Forward.Stored.Offset));
    }

    [Fact]
    public void Nothing_is_sent_faster_than_the_rate()
    {
        for (var i = 0; i < 2_000; i++) _stored.Add("kitchen", Noon);
        var parent = Parent(new UpstreamLimits { MessagesPerSecond = 100, BacklogPerSecond = 50 });

        parent.Run(TimeSpan.FromSeconds(4.5)); // all are live for 5 s
        Assert.InRange(parent.Taken.Count, 420, 461);
        parent.Run(TimeSpan.FromSeconds(20.5)); // the rest is backlog
        Assert.InRange(parent.Taken.Count, 1_400, 1_560);
    }

    [Fact]
    public void A_restart_goes_on_behind_the_checkpoint_and_sends_again_only_what_was_in_flight()
    {
        for (var i = 0; i < 1_000; i++) _stored.Add("kitchen", Noon.AddHours(-1));
        var plan = new ForwardPlan([_stored], new UpstreamLimits());
        var before = new ParentSimulation(plan, Noon);
        for (var i = 0; i < 30; i++)
        {
            _stored.Add("kitchen", before.Now);
            before.Run(TimeSpan.FromMilliseconds(100));
        }

        _stored.Save(plan);
        var after = Parent(new UpstreamLimits(), before.Now.AddSeconds(60));
        after.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Range(1, 1_030).Select(n => (long)n), before.TakenOffsets.Union(after.TakenOffsets).Order());
        Assert.Empty(before.TakenOffsets.Intersect(after.TakenOffsets));
        Assert.InRange(_stored.Checkpoint.Offset, 1, 999); // holds back in the store what was not sent
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_lost_however_often_it_is_killed_between_two_checkpoints(int seed)
    {
        var random = new Random(seed);
        var (now, taken, count) = (Noon, new HashSet<long>(), 0);
        for (var life = 0; life < 50; life++)
        {
            var plan = new ForwardPlan([_stored], new UpstreamLimits { RangesMax = 8, MessagesPerSecond = 40, BacklogPerSecond = 20 });
            var parent = new ParentSimulation(plan, now);
            for (var step = random.Next(1, 60); step > 0; step--)
            {
                _stored.Add($"device-{random.Next(5)}", parent.Now, isAlert: random.Next(10) == 0);
                count++;
                parent.IsUp = random.Next(6) > 0;
                if (random.Next(4) == 0) _stored.Save(plan);
                parent.Run(TimeSpan.FromMilliseconds(random.Next(1, 1_000)));
            }

            taken.UnionWith(parent.TakenOffsets);
            var isKept = _stored.Checkpoint.Offset <= FirstMissing(taken);
            Assert.True(isKept, $"seed {seed}, life {life}: the store may drop what was not sent");
            now = parent.Now.AddSeconds(random.Next(20));
        }

        var last = new ParentSimulation(new ForwardPlan([_stored], new UpstreamLimits()), now);
        last.Run(TimeSpan.FromMinutes(10));
        taken.UnionWith(last.TakenOffsets);
        Assert.True(taken.Count == count, $"seed {seed}: {count - taken.Count} of {count} messages never arrived");
    }

    [Fact]
    public void An_old_checkpoint_without_a_state_is_an_offset()
    {
        for (var i = 0; i < 10; i++) _stored.Add("kitchen", Noon);
        var parent = Parent(new UpstreamLimits());
        parent.Run(TimeSpan.FromSeconds(2));

        Assert.Equal(10, parent.Taken.Count);
    }

    [Fact]
    public void A_refused_identity_costs_only_its_own_messages_which_become_dead_letters()
    {
        var plan = new ForwardPlan([_stored], new UpstreamLimits());
        var parent = new ParentSimulation(plan, Noon) { Refuses = { "stranger" } };
        for (var i = 0; i < 20; i++)
        {
            _stored.Add(i % 2 == 0 ? "kitchen" : "stranger", parent.Now);
            parent.Run(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10, parent.Taken.Count);
        var letters = _stored.Save(plan);
        Assert.Equal(10, letters.Count);
        Assert.All(letters, letter => Assert.Equal("stranger", letter.Message.Message.DeviceId));
        Assert.Equal(20, _stored.Checkpoint.Offset);
    }

    [Fact]
    public void A_message_at_which_the_parent_always_closes_becomes_a_dead_letter_while_it_takes_others()
    {
        var plan = new ForwardPlan([_stored], new UpstreamLimits());
        var parent = new ParentSimulation(plan, Noon) { ClosesAt = 5 };
        for (var i = 0; i < 200; i++)
        {
            _stored.Add(i % 2 == 0 ? "kitchen" : "offices", parent.Now);
            parent.Run(TimeSpan.FromSeconds(1));
        }

        parent.Run(TimeSpan.FromMinutes(2));
        var letter = Assert.Single(_stored.Save(plan));
        Assert.Equal((5, "the parent closed the connection 10 times at this message"), (letter.Message.Offset, letter.Reason));
        Assert.Equal(199, parent.Taken.Count);
    }

    [Fact]
    public void Nothing_is_given_up_while_everybody_is_refused()
    {
        var plan = new ForwardPlan([_stored], new UpstreamLimits());
        var parent = new ParentSimulation(plan, Noon) { Refuses = { "kitchen", "offices" } }; // a wrong clock, say
        for (var i = 0; i < 20; i++)
        {
            _stored.Add(i % 2 == 0 ? "kitchen" : "offices", parent.Now);
            parent.Run(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(_stored.Save(plan));
        parent.Refuses.Clear();
        parent.Run(TimeSpan.FromMinutes(2));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), parent.TakenOffsets.Order());
    }

    [Fact]
    public void Alerts_go_on_when_the_day_is_spent_and_the_rest_waits_for_midnight()
    {
        var tier = new HubTier("tiny", 100, 512);
        var plan = new ForwardPlan([_stored], new UpstreamLimits(), tier);
        var parent = new ParentSimulation(plan, Noon);
        for (var i = 0; i < 120; i++)
        {
            _stored.Add("kitchen", parent.Now, isAlert: i % 24 == 23);
            parent.Run(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(5, parent.Taken.Count(taken => UpstreamTelemetry.IsAlert(taken.Forward.Stored.Message)));
        Assert.Equal(95, parent.Taken.Count); // 100 less the 5 that are still reserved
        parent.RunTo(Noon.Date.AddDays(1).AddHours(1));
        Assert.Equal(Enumerable.Range(1, 120).Select(n => (long)n), parent.TakenOffsets.Order());
    }

    [Fact]
    public void A_restart_remembers_what_the_day_has_cost()
    {
        var tier = new HubTier("tiny", 100, 512);
        var plan = new ForwardPlan([_stored], new UpstreamLimits(), tier);
        for (var i = 0; i < 80; i++) _stored.Add("kitchen", Noon);
        new ParentSimulation(plan, Noon).Run(TimeSpan.FromSeconds(3));
        _stored.Save(plan);
        for (var i = 0; i < 80; i++) _stored.Add("kitchen", Noon.AddSeconds(10));

        var again = new ParentSimulation(new ForwardPlan([_stored], new UpstreamLimits(), tier), Noon.AddSeconds(10));
        again.Run(TimeSpan.FromHours(1));

        Assert.Equal(10, again.Taken.Count); // 90 are for messages that are no alerts
    }

    private static long FirstMissing(HashSet<long> taken)
    {
        var offset = 1L;
        while (taken.Contains(offset)) offset++;
        return offset - 1;
    }

    private static TimeSpan Delay((DateTimeOffset At, Forward Forward) taken) =>
        taken.At - DateTimeOffset.FromUnixTimeMilliseconds(taken.Forward.Stored.Message.EnqueuedAtUnixMs);

    private ParentSimulation Parent(UpstreamLimits limits, DateTimeOffset? start = null) =>
        new(new ForwardPlan([_stored], limits), start ?? Noon);
}
