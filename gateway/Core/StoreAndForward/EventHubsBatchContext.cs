namespace Gateway.Core.StoreAndForward;

/// <summary>What a batch says about itself besides its messages. Immutable, so safe for use by several threads.</summary>
public sealed record EventHubsBatchContext
{
    /// <summary>The namespace of the stream; a gateway has none, so it gives its own host name.</summary>
    public required string FullyQualifiedNamespace { get; init; }

    /// <summary>The stream's name.</summary>
    public required string EventHubName { get; init; }

    /// <summary>The reader's name within the stream.</summary>
    /// <value>The default is "$Default", as in Event Hubs.</value>
    public string ConsumerGroup { get; init; } = "$Default";

    /// <summary>The partition from which every message of the batch comes.</summary>
    public required int PartitionId { get; init; }

    /// <summary>The function's name: the last part of the URL that the batch is posted to.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The present time.</summary>
    public required DateTimeOffset UtcNow { get; init; }

    /// <summary>A fresh random identifier, offered to bindings as sys.RandGuid.</summary>
    public required Guid RandGuid { get; init; }

    /// <summary>How often this batch was posted before, from 0.</summary>
    public int RetryCount { get; init; }
}
