using Cloud.Core.Events;
using Cloud.Functions.Invocations;
using Cloud.Functions.Live;
using Cloud.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace Cloud.Tests.Functions;

/// <summary>Whatever fails and whatever comes twice, the tables end as those of a run without trouble.</summary>
public class ExactlyOnceTests
{
    private static readonly string[] Tables =
        ["readings", "window_averages", "anomalies", "alerts", "dead_letters", "device_states", "input_positions", "counters"];

    private static readonly HubEventBatch[] Batches = [.. Story.Batches.Select(Parse)];

    private static readonly Lazy<string> CleanRun = new(() => RunOnce(gate: null, crashes: out _));

    [Fact]
    public void Story_has_readings_windows_an_alert_a_dead_letter_and_a_duplicate()
    {
        var counted = CleanRun.Value.Split('\n').GroupBy(line => line.Split(':')[0]).ToDictionary(table => table.Key, table => table.Count());
        foreach (var table in Tables) Assert.True(counted.GetValueOrDefault(table) > 0, $"{table} is empty");
        Assert.Contains("counters: duplicates|1", CleanRun.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_of_the_nth_statement_or_commit_changes_nothing_in_the_end()
    {
        var n = 0;
        int crashes;
        do
        {
            var passages = 0;
            var failAt = ++n;
            var tables = RunOnce(() => { if (++passages == failAt) throw new IOException($"passage {failAt}: the disk is gone"); }, out crashes);
            Assert.True(CleanRun.Value == tables, $"after a failure at passage {failAt} the tables differ: {FirstDifference(tables)}");
        }
        while (crashes > 0);
        Assert.True(n > 50, $"only {n} passages: the gate is not where the statements are");
    }

    [Fact]
    public void Replayed_and_overlapping_batches_change_nothing()
    {
        using var directory = new TemporaryDirectory();
        using (var pipeline = Open(directory))
        {
            HubEvent[] seen = [];
            foreach (var batch in Batches)
            {
                seen = [.. seen, .. batch.Events];
                pipeline.Process(batch, RunningHandler.Start);
                pipeline.Process(batch with { Events = seen }, RunningHandler.Start);
            }
        }

        using (var pipeline = Open(directory))
            foreach (var batch in Batches) pipeline.Process(batch, RunningHandler.Start);
        Assert.Equal(CleanRun.Value, Dump(directory));
    }

    /// <summary>Posts every batch until it is taken, as the gateway does, and begins anew from the disk after each failure.</summary>
    private static string RunOnce(Action? gate, out int crashes)
    {
        crashes = 0;
        using var directory = new TemporaryDirectory();
        var pipeline = Open(directory, gate);
        foreach (var batch in Batches)
        {
            while (!TryProcess(pipeline, batch))
            {
                crashes++;
                pipeline.Dispose();
                pipeline = Open(directory, gate);
            }
        }

        pipeline.Dispose();
        return Dump(directory);
    }

    private static bool TryProcess(StreamPipeline pipeline, HubEventBatch batch)
    {
        try
        {
            pipeline.Process(batch, RunningHandler.Start);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static StreamPipeline Open(TemporaryDirectory directory, Action? gate = null) =>
        new(CloudDatabase.Open(directory.Path), new LiveFeed(), NullLogger.Instance, gate);

    private static string Dump(TemporaryDirectory directory)
    {
        var database = CloudDatabase.Open(directory.Path);
        return string.Join('\n', Tables.SelectMany(table => RunningHandler
            .Rows(database, $"SELECT * FROM {table}").Order(StringComparer.Ordinal).Select(row => $"{table}: {row}")));
    }

    private static string FirstDifference(string tables)
    {
        var pairs = CleanRun.Value.Split('\n').Zip(tables.Split('\n'), (expected, actual) => (expected, actual));
        var (wanted, found) = pairs.FirstOrDefault(pair => pair.expected != pair.actual);
        return $"{wanted} became {found}";
    }

    private static HubEventBatch Parse(byte[] request) =>
        HubEventBatch.TryParse(request, out var batch, out var problem) ? batch : throw new InvalidOperationException(problem);
}
