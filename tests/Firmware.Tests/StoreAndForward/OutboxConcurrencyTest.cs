using Firmware.Core.StoreAndForward;

namespace Firmware.Tests.StoreAndForward;

public sealed class OutboxConcurrencyTest
{
    private const int Messages = 200_000;

    /// <summary>Small enough to overflow while both sides run, so that dropping meets acknowledging.</summary>
    private const int CapacityBytes = 16 * (Outbox.HeaderBytes + 4);

    [Fact]
    public async Task Each_message_is_either_acknowledged_or_in_a_gap_while_both_loops_run()
    {
        var outbox = new Outbox(CapacityBytes, 4, boot: 1);
        var appended = Task.Run(() => Append(outbox));
        var (sequences, missing) = await Task.Run(() => Drain(outbox, appended)).WaitAsync(TimeSpan.FromSeconds(60));

        await appended;
        Assert.Equal(0, outbox.Count);
        Assert.Equal(Messages, sequences.Count + outbox.Dropped);
        Assert.Equal(sequences.Distinct().Order(), sequences);
        Assert.Equal(Enumerable.Range(1, Messages), sequences.Concat(missing).Order());
    }

    private static void Append(Outbox outbox)
    {
        for (var i = 1; i <= Messages; i++) Assert.Equal(i, outbox.Append(StampKind.Utc, i, BitConverter.GetBytes(i), 4));
    }

    private static (List<int> Sequences, List<int> Missing) Drain(Outbox outbox, Task appended)
    {
        var record = new OutboxRecord(4);
        var (sequences, missing) = (new List<int>(), new List<int>());
        while (true)
        {
            var isLast = appended.IsCompleted;
            if (!outbox.TryPeek(record))
            {
                if (isLast) return (sequences, missing);
                continue;
            }

            if (record.Kind == RecordKind.Gap)
            {
                Assert.Equal(record.Gap.Sequence - record.Gap.FromSequence + 1, record.Gap.Count);
                missing.AddRange(Enumerable.Range(record.Gap.FromSequence, record.Gap.Count));
                outbox.Acknowledge(record);
                continue;
            }

            Assert.Equal(record.Sequence, BitConverter.ToInt32(record.Payload));
            Assert.Equal(record.Sequence, record.StampMs);
            sequences.Add(record.Sequence);
            outbox.Acknowledge(record);
        }
    }
}
