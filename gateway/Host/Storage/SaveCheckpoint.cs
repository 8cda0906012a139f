using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>Keeps how far a consumer is in one partition and what it gave up there, and drops what is no longer needed.</summary>
internal sealed class SaveCheckpoint(
    string consumer,
    int partition,
    Checkpoint checkpoint,
    IReadOnlyList<DeadLetter> deadLetters,
    DeadLetterStore rejected,
    MessageStore store)
    : StoreWork<long>
{
    // A group that was removed meanwhile does not come back by its last checkpoint.
    private const string Update =
        "UPDATE checkpoints SET offset = @offset, state = @state WHERE consumer = @consumer AND partition = @partition";

    protected override long Do(StoreConnection connection)
    {
        connection.Execute(
            Update,
            ("@offset", checkpoint.Offset),
            ("@state", checkpoint.State),
            ("@consumer", consumer),
            ("@partition", partition));
        foreach (var letter in deadLetters) rejected.Add(connection, consumer, letter);
        store.Retention.DropOver(partition, connection);
        return checkpoint.Offset;
    }

    protected override void OnCommitted(long result)
    {
        store.Retention.Keep();
        store.Counters.CountDeadLettered(deadLetters.Count);
    }

    protected override void OnRolledBack() => store.Forget();
}
