using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Cloud.Core.Time;

namespace Cloud.Tests.Checkpoints;

/// <summary>What a crash between any two events may change: nothing.</summary>
public class RestoreTests
{
    public static TheoryData<ProcessorSettings> AllSettings => new(
        new ProcessorSettings(),
        new ProcessorSettings { Time = new TimePolicy { OutOfOrderTolerance = TimeSpan.FromSeconds(20) } },
        new ProcessorSettings
        {
            Time = new TimePolicy { OutOfOrderTolerance = TimeSpan.FromSeconds(5), Action = LateEventAction.Adjust },
            WindowSizes = [TimeSpan.FromSeconds(30)],
        });

    [Theory]
    [MemberData(nameof(AllSettings))]
    public void Restored_after_any_event_the_processor_puts_out_the_same_bytes(ProcessorSettings settings)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var events = RandomStream.Make(seed, 400);
            var unbroken = Run(settings, events, restoreEvery: int.MaxValue);
            Assert.True(unbroken.Lines.SequenceEqual(Run(settings, events, restoreEvery: 1).Lines), $"seed {seed}");
            Assert.True(unbroken.Lines.SequenceEqual(Run(settings, events, restoreEvery: 7).Lines), $"seed {seed}");
            Assert.Contains(unbroken.Lines, line => line.StartsWith("WindowRow", StringComparison.Ordinal));
            Assert.Contains(unbroken.Lines, line => line.StartsWith("AnomalyRow", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Batches_of_any_size_give_the_same_results()
    {
        var events = RandomStream.Make(11, 600);
        var one = Results(events, 1);
        Assert.Equal(one, Results(events, 64));
        Assert.Equal(one, Results(events, 600));
    }

    [Fact]
    public void Batch_that_comes_again_after_a_failed_commit_gives_the_same_bytes()
    {
        var events = RandomStream.Make(12, 300);
        var (stored, positions) = (new Dictionary<string, DeviceState>(), new List<InputPosition>());
        foreach (var chunk in events.Chunk(10))
        {
            var (lost, kept) = (new OutputLog(), new OutputLog());
            lost.Add(Stream.Process(Processor.Restore(new(), stored.Values, positions), new Stream().Batch(chunk)));
            var output = Stream.Process(Processor.Restore(new(), stored.Values, positions), new Stream().Batch(chunk));
            kept.Add(output);
            Assert.Equal(lost.Lines, kept.Lines);
            foreach (var state in output.DeviceStates) stored[state.DeviceId] = state;
            positions = [output.Position!];
        }
    }

    [Fact]
    public void State_of_other_settings_is_refused_by_device_and_remedy()
    {
        var state = SomeState();
        var error = Assert.Throws<FormatException>(
            () => Processor.Restore(new ProcessorSettings { WindowSizes = [TimeSpan.FromSeconds(10)] }, [state], []));
        Assert.Contains("'kitchen'", error.Message, StringComparison.Ordinal);
        Assert.Contains("empty data directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_of_another_version_is_refused()
    {
        var bytes = SomeState().Bytes.ToArray();
        bytes[0] = 200;
        var error = Assert.Throws<FormatException>(() => Processor.Restore(new(), [new DeviceState("kitchen", bytes)], []));
        Assert.Contains("version 200", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_cut_anywhere_or_too_long_is_refused()
    {
        var bytes = SomeState().Bytes;
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = new DeviceState("kitchen", bytes[..length]);
            var error = Assert.Throws<FormatException>(() => Processor.Restore(new(), [cut], []));
            Assert.Contains("'kitchen'", error.Message, StringComparison.Ordinal);
        }

        var longer = new DeviceState("kitchen", (byte[])[.. bytes.Span, 0]);
        Assert.Throws<FormatException>(() => Processor.Restore(new(), [longer], []));
    }

    private static DeviceState SomeState()
    {
        var stream = new Stream();
        var events = Enumerable.Range(1, 30).Select(seq => stream.Message(seq, Stream.Seconds(seq * 20), 20 + (seq % 5)));
        return Stream.Process(new Processor(new()), stream.Batch(events)).DeviceStates.Single();
    }

    private static List<string> Results(List<HubEvent> events, int batchSize)
    {
        var (processor, log) = (new Processor(new()), new OutputLog());
        foreach (var chunk in events.Chunk(batchSize)) log.AddResults(Stream.Process(processor, new Stream().Batch(chunk)));
        return [.. log.Sorted];
    }

    private static OutputLog Run(ProcessorSettings settings, List<HubEvent> events, int restoreEvery)
    {
        var log = new OutputLog();
        var processor = new Processor(settings);
        var stored = new Dictionary<string, DeviceState>();
        InputPosition? position = null;
        for (var index = 0; index < events.Count; index++)
        {
            Keep(Stream.Process(processor, new Stream().Batch(events[index])));
            if (index % 50 == 49) Keep(processor.Advance(events[index].EnqueuedTime!.Value));
            if (index % restoreEvery == 0) processor = Processor.Restore(settings, stored.Values, position is null ? [] : [position]);
        }

        return log;

        void Keep(ProcessorOutput output)
        {
            log.Add(output);
            foreach (var state in output.DeviceStates) stored[state.DeviceId] = state;
            position = output.Position ?? position;
        }
    }
}
