namespace Gateway.Core.StoreAndForward;

/// <summary>
/// One connection's way into the store, where messages wait, durably, until every consumer took them. It keeps order: after a message
/// that was not stored, none that follows on the lane is. Implementations are for one caller at a time.
/// </summary>
public interface IMessageLane
{
    /// <summary>Appends a message.</summary>
    /// <param name="message">The message; its memory must stay as it is.</param>
    /// <param name="cancellation">Ends the wait for room in the queue; once queued, a message stays queued.</param>
    /// <returns>Completes when the queue had room; the task inside completes after the commit, or fails with it; messages
    /// that go into one commit share the task.</returns>
    ValueTask<Task<AppendResult>> AppendAsync(Message message, CancellationToken cancellation);
}
