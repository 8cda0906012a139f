namespace Cloud.Core.Events;

/// <summary>An event that could not be decoded, kept with the reason. Immutable.</summary>
/// <param name="Partition">The partition the event came from.</param>
/// <param name="SequenceNumber">Its position there, or null where the batch did not say.</param>
/// <param name="DeviceId">The authenticated device, or null.</param>
/// <param name="MessageId">The sender's message id, or null.</param>
/// <param name="EnqueuedTime">When the hub took the event, UTC.</param>
/// <param name="Reason">Why, for counting.</param>
/// <param name="Detail">Why, for a reader: names the member and the value.</param>
/// <param name="Body">The body as it came; bytes that were not UTF-8 appear as U+FFFD.</param>
public sealed record DeadLetter(
    string Partition,
    long? SequenceNumber,
    string? DeviceId,
    string? MessageId,
    DateTimeOffset EnqueuedTime,
    RefusalReason Reason,
    string Detail,
    string Body);
