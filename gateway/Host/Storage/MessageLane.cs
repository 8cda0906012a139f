using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>One connection's way into the store.</summary>
internal sealed class MessageLane(MessageStore store) : IMessageLane
{
    /// <summary>Whether a message of this lane was not stored, so that none after it may be. Used on the writer's thread only.</summary>
    public bool IsBroken { get; set; }

    /// <inheritdoc/>
    public ValueTask<Task<AppendResult>> AppendAsync(Message message, CancellationToken cancellation) =>
        store.AppendAsync(message, this, cancellation);
}
