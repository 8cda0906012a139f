using Cloud.Core.Checkpoints;

namespace Cloud.Tests.Checkpoints;

public class DuplicateFilterTests
{
    [Fact]
    public void Any_order_of_any_repetition_is_told_apart_within_the_horizon()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var (filter, seen) = (new DuplicateFilter(), new HashSet<(long, long)>());
            for (var round = 0; round < 400; round++)
            {
                var (boot, seq) = (random.Next(1, 4), random.Next(1, 90));
                Assert.True(filter.TryAdd(boot, seq, "same") == seen.Add((boot, seq)), $"seed {seed}, round {round}");
            }
        }
    }

    [Fact]
    public void Backlog_after_live_messages_is_new()
    {
        var filter = new DuplicateFilter();
        for (var seq = 1; seq <= 100; seq++) Assert.True(filter.TryAdd(1, seq, null));
        for (var seq = 50_000; seq <= 50_100; seq++) Assert.True(filter.TryAdd(1, seq, null));
        for (var seq = 101; seq < 50_000; seq++) Assert.True(filter.TryAdd(1, seq, null));
        for (var seq = 1; seq <= 50_100; seq++) Assert.False(filter.TryAdd(1, seq, null));
    }

    [Fact]
    public void Numbers_without_gap_take_no_more_room_however_many()
    {
        var filter = new DuplicateFilter();
        filter.TryAdd(1, 1, null);
        var before = Size(filter);
        for (var seq = 2; seq <= 10_000; seq++) filter.TryAdd(1, seq, null);
        Assert.Equal(before, Size(filter));
    }

    [Fact]
    public void Memory_is_bounded_whatever_a_device_sends()
    {
        var filter = new DuplicateFilter();
        for (var number = 0; number < 5000; number++)
        {
            filter.TryAdd(number / 300, number * 2, null);
            filter.TryAdd(null, null, $"id-{number}");
        }

        var boots = DuplicateFilter.BootsMax * (12 + (SequenceRanges.RangesMax * 16));
        Assert.InRange(Size(filter), 1, 8 + boots + (DuplicateFilter.MessageIdsMax * 8));
    }

    [Fact]
    public void Beyond_the_horizon_nothing_new_is_taken_for_a_duplicate()
    {
        var filter = new DuplicateFilter();
        for (var gap = 0; gap <= SequenceRanges.RangesMax; gap++) Assert.True(filter.TryAdd(1, 10 + (gap * 2), null));
        Assert.True(filter.TryAdd(1, 5, null));
    }

    [Fact]
    public void Message_ids_are_remembered_for_the_stated_number()
    {
        var filter = new DuplicateFilter();
        for (var number = 0; number < DuplicateFilter.MessageIdsMax; number++) Assert.True(filter.TryAdd(null, null, $"id-{number}"));
        Assert.False(filter.TryAdd(null, null, "id-0"));
        Assert.True(filter.TryAdd(null, null, "one more"));
        Assert.True(filter.TryAdd(null, null, "id-0"));
    }

    [Fact]
    public void Message_without_any_id_is_always_new()
    {
        var filter = new DuplicateFilter();
        Assert.True(filter.TryAdd(null, null, null));
        Assert.True(filter.TryAdd(null, null, null));
    }

    private static int Size(DuplicateFilter filter)
    {
        var writer = new StateWriter();
        filter.Save(writer);
        return writer.ToArray().Length;
    }
}
