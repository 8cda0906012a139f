namespace Cloud.Core.Events;

/// <summary>
/// Messages that a device had to drop and will never send (<c>gap/1</c>), in the order of boot and seq, both ends included. The gap has
/// the identity of its last message. Immutable.
/// </summary>
/// <param name="FromBoot">The boot of the first message.</param>
/// <param name="FromSeq">Its number within that boot.</param>
/// <param name="Boot">The boot of the last message.</param>
/// <param name="Seq">Its number within that boot.</param>
/// <param name="Count">How many messages are known to be missing, at least 1.</param>
internal readonly record struct Gap(long FromBoot, long FromSeq, long Boot, long Seq, long Count);
