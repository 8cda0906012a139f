using Firmware.Core.StoreAndForward;

namespace Firmware.Tests.StoreAndForward;

public sealed class OutboxConcurrencyTest
{
    private const int Messages = 200_000;

    /// <summary>Small enough to overflow while both sides run, so that dropping meets acknowledging.</summary>
    private const int CapacityBytes = 16 * (Outbox.HeaderBytes + 4);

    private const int AlertEvery = 7;

    [Fact]
    public async Task Each_message_is_either_acknowledged_or_in_a_gap_while_both_loops_run()
    {
        var outbox = new Outbox(CapacityBytes, 4, boot: 1);
        var appended = Task.Run(() => Append(outbox));
        var (sequences, gaps) = await Task.Run(() => Drain(outbox, appended)).WaitAsync(TimeSpan.FromSeconds(60));

        await appended;
        Assert.Equal(0, outbox.Count);
        Assert.Equal(Messages, sequences.Count + outbox.Dropped);
        Assert.Equal(outbox.Dropped, gaps.Sum(gap => gap.Count));
        Assert.Equal(sequences.Distinct().Count(), sequences.Count);
        AssertAscends(sequences.Where(IsAlert));
        AssertAscends(sequences.Where(sequence => !IsAlert(sequence)));
        AssertAscends(gaps.SelectMany(gap => new[] { gap.From, gap.To + 1 }));
        var told = gaps.SelectMany(gap => Enumerable.Range(gap.From, gap.To - gap.From + 1)).ToHashSet();
        Assert.All(Enumerable.Range(1, Messages).Except(sequences), sequence => Assert.Contains(sequence, told));
    }

    private static bool IsAlert(int sequence) => sequence % AlertEvery == 0;

    private static void AssertAscends(IEnumerable<int> numbers) => Assert.Equal(numbers.Order(), numbers);

    private static void Append(Outbox outbox)
    {
        for (var i = 1; i <= Messages; i++)
            Assert.Equal(i, outbox.Append(StampKind.Utc, i, BitConverter.GetBytes(i), 4, IsAlert(i)));
    }

    private static (List<int> Sequences, List<(int From, int To, int Count)> Gaps) Drain(Outbox outbox, Task appended)
    {
        var record = new OutboxRecord(4);
        var (sequences, gaps) = (new List<int>(), new List<(int From, int To, int Count)>());
        while (true)
        {
            var isLast = appended.IsCompleted;
            if (!outbox.TryPeek(record))
            {
                if (isLast) return (sequences, gaps);
                continue;
            }

            if (record.Kind == RecordKind.Gap) gaps.Add((record.Gap.FromSequence, record.Gap.Sequence, record.Gap.Count));
            else sequences.Add(Checked(record));
            outbox.Acknowledge(record);
        }
    }

    private static int Checked(OutboxRecord record)
    {
        Assert.Equal(record.Sequence, BitConverter.ToInt32(record.Payload));
        Assert.Equal(record.Sequence, record.StampMs);
        Assert.Equal(IsAlert(record.Sequence), record.Kind == RecordKind.Alert);
        return record.Sequence;
    }
}
