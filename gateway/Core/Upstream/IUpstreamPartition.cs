using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Upstream;

/// <summary>One partition of the stored messages, as the way upstream reads it. For one caller at a time.</summary>
public interface IUpstreamPartition
{
    /// <summary>The partition's number, from 0.</summary>
    int Number { get; }

    /// <summary>The newest checkpoint that is durable.</summary>
    Checkpoint Checkpoint { get; }

    /// <summary>The newest offset that is stored.</summary>
    long NewestOffset { get; }

    /// <summary>The messages that follow an offset, in order, at most as many as asked for; fewer than that are all there are.</summary>
    IReadOnlyList<StoredMessage> ReadAfter(long offset, int max);
}
