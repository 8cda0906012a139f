using System.Globalization;
using Gateway.Core.StoreAndForward;
using Gateway.Core.Upstream;

namespace Gateway.Tests.Upstream;

/// <summary>A partition in memory: many messages that are made when they are read, then those that a test adds.</summary>
internal sealed class StoredPartition(int number = 0) : IUpstreamPartition
{
    private readonly List<StoredMessage> _messages = [];

    public int Number => number;

    public Checkpoint Checkpoint { get; private set; } = Checkpoint.Start;

    public long NewestOffset => _messages.Count == 0 ? 0 : _messages[^1].Offset;

    /// <summary>Adds a message of a device, received at a time.</summary>
    public StoredMessage Add(string device, DateTimeOffset at, bool isAlert = false, int bytes = 2)
    {
        var stored = new StoredMessage(NewestOffset + 1, new Message
        {
            DeviceId = device,
            MessageId = (NewestOffset + 1).ToString(CultureInfo.InvariantCulture),
            EnqueuedAtUnixMs = at.ToUnixTimeMilliseconds(),
            SystemProperties = "{}",
            Properties = isAlert ? """{"priority":"alert"}""" : "{}",
            Body = new byte[bytes],
        });
        _messages.Add(stored);
        return stored;
    }

    public IReadOnlyList<StoredMessage> ReadAfter(long offset, int max)
    {
        var from = (int)Math.Min(offset, _messages.Count);
        return _messages.GetRange(from, Math.Min(max, _messages.Count - from));
    }

    /// <summary>Keeps a checkpoint, as the store would.</summary>
    public IReadOnlyList<DeadLetter> Save(ForwardPlan plan)
    {
        (Checkpoint, var letters) = plan.TakeCheckpoint(number);
        return letters;
    }
}
