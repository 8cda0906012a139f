using Firmware.Core.StoreAndForward;

namespace Firmware.Tests.StoreAndForward;

public sealed class OutboxConcurrencyTest
{
    private const int Messages = 200_000;

    /// <summary>Small enough to overflow while both sides run, so that dropping meets acknowledging.</summary>
    private const int CapacityBytes = 16 * (Outbox.HeaderBytes + 4);

    [Fact]
    public async Task Each_message_is_either_acknowledged_or_dropped_while_both_loops_run()
    {
        var outbox = new Outbox(CapacityBytes, 4);
        var appended = Task.Run(() => Append(outbox));
        var sequences = await Task.Run(() => Drain(outbox, appended)).WaitAsync(TimeSpan.FromSeconds(60));

        await appended;
        Assert.Equal(0, outbox.Count);
        Assert.Equal(Messages, sequences.Count + outbox.Dropped);
        Assert.Equal(sequences.Distinct().Order(), sequences);
    }

    private static void Append(Outbox outbox)
    {
        for (var i = 1; i <= Messages; i++) Assert.Equal(i, outbox.Append(StampKind.Utc, i, BitConverter.GetBytes(i), 4));
    }

    private static List<int> Drain(Outbox outbox, Task appended)
    {
        var record = new OutboxRecord(4);
        var sequences = new List<int>();
        while (true)
        {
            var isLast = appended.IsCompleted;
            if (!outbox.TryPeek(record))
            {
                if (isLast) return sequences;
                continue;
            }

            Assert.Equal(record.Sequence, BitConverter.ToInt32(record.Payload));
            Assert.Equal(record.Sequence, record.StampMs);
            sequences.Add(record.Sequence);
            outbox.Acknowledge(record.Sequence);
        }
    }
}
