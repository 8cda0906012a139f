using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Cloud.Core.Time;
using Cloud.Core.Windows;
using Cloud.Tests.Windows;

namespace Cloud.Tests.Checkpoints;

/// <summary>Windows against a recomputation from the readings that were put out, and against runs that may not differ.</summary>
public class OracleTests
{
    private static readonly ProcessorSettings Reordering = new()
    {
        Time = new TimePolicy { OutOfOrderTolerance = TimeSpan.FromSeconds(20) },
    };

    [Fact]
    public void Every_window_equals_a_recomputation_from_the_stored_readings()
    {
        for (var seed = 21; seed < 26; seed++)
        {
            var (processor, readings, rows) = (new Processor(Reordering), new List<Reading>(), new List<WindowRow>());
            foreach (var one in RandomStream.Make(seed, 1500))
            {
                var output = Stream.Process(processor, new Stream().Batch(one));
                readings.AddRange(output.Readings);
                rows.AddRange(output.WindowRows);
            }

            rows.AddRange(processor.Advance(Stream.Start.AddDays(9)).WindowRows);
            var expected = Reordering.WindowSizes.SelectMany(size => Recompute(readings, size)).Select(row => $"{row}").Order();
            Assert.True(expected.SequenceEqual(rows.Select(row => $"{row}").Order()), $"seed {seed}");
        }
    }

    [Fact]
    public void Disorder_within_the_tolerance_changes_no_result()
    {
        for (var seed = 31; seed < 36; seed++)
        {
            var stream = new Stream();
            var ordered = Enumerable.Range(1, 800).Select(seq => (Seq: seq, At: seq * 5.0, Value: Temperature(seq))).ToArray();
            var random = new Random(seed);
            var shuffled = ordered.OrderBy(one => one.At + (random.NextDouble() * 19)).ToArray();
            Assert.NotEqual(ordered, shuffled);
            Assert.True(Results(ordered).SequenceEqual(Results(shuffled)), $"seed {seed}");

            IEnumerable<string> Results((int Seq, double At, double Value)[] messages) => OracleTests.Results(messages.Select(
                one => stream.Message(one.Seq, Stream.Seconds(one.At), one.Value, arrival: Stream.Seconds(one.At + 20))));
        }
    }

    [Fact]
    public void Duplicates_change_no_result()
    {
        var stream = new Stream();
        var random = new Random(41);
        var clean = Enumerable.Range(1, 600).Select(seq => stream.Message(seq, Stream.Seconds(seq * 10), Temperature(seq))).ToArray();
        var doubled = clean.SelectMany((one, index) =>
            random.Next(3) == 0 ? [one, stream.Resent(clean[random.Next(index + 1)])] : (HubEvent[])[one]);
        Assert.Equal(Results(clean), Results(doubled.Select((one, index) => one with { SequenceNumber = index })));
    }

    [Fact]
    public void Telling_the_time_more_often_changes_when_rows_come_but_not_which()
    {
        var events = RandomStream.Make(51, 1000);
        var (quiet, told) = (new Processor(new()), new Processor(new()));
        var (quietLog, toldLog) = (new OutputLog(), new OutputLog());
        foreach (var one in events)
        {
            quietLog.AddResults(Stream.Process(quiet, new Stream().Batch(one)));
            toldLog.AddResults(told.Advance(one.EnqueuedTime!.Value));
            toldLog.AddResults(Stream.Process(told, new Stream().Batch(one)));
        }

        quietLog.AddResults(quiet.Advance(Stream.Start.AddDays(9)));
        toldLog.AddResults(told.Advance(Stream.Start.AddDays(9)));
        Assert.Equal(quietLog.Sorted, toldLog.Sorted);
    }

    private static double Temperature(int seq) => 21 + (seq * 37 % 11 / 10.0) + (seq is > 400 and < 500 ? 6 : 0);

    private static List<string> Results(IEnumerable<HubEvent> events)
    {
        var (processor, log) = (new Processor(Reordering), new OutputLog());
        foreach (var one in events.Select((one, index) => one with { SequenceNumber = index }))
            log.AddResults(Stream.Process(processor, new Stream().Batch(one)));
        log.AddResults(processor.Advance(Stream.Start.AddDays(9)));
        return [.. log.Sorted];
    }

    /// <summary>The plain way: group, sum exactly, divide.</summary>
    private static IEnumerable<WindowRow> Recompute(List<Reading> readings, TimeSpan size) =>
        from reading in readings
        where reading.WindowTime is not null
        from value in new[] { (Channel.Temperature, reading.Temperature), (Channel.Humidity, reading.Humidity) }
        where value.Item2 is not null
        let end = ((reading.WindowTime!.Value.Ticks + size.Ticks - 1) / size.Ticks) * size.Ticks
        group value.Item2!.Value by (reading.DeviceId, Channel: value.Item1, End: end) into window
        select new WindowRow(
            window.Key.DeviceId,
            size,
            new DateTimeOffset(window.Key.End, TimeSpan.Zero),
            window.Key.Channel,
            window.Count(),
            ExactOracle.Sum(window) / window.Count(),
            window.Min(),
            window.Max());
}
