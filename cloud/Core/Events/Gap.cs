namespace Cloud.Core.Events;

/// <summary>
/// Messages that a device had to drop and will never send (<c>gap/1</c>), in the order of boot and seq, both ends included. It may
/// come again, larger or in part. Immutable.
/// </summary>
/// <param name="FromBoot">The boot of the first message.</param>
/// <param name="FromSeq">Its number within that boot.</param>
/// <param name="Boot">The boot of the last message.</param>
/// <param name="Seq">Its number within that boot.</param>
/// <param name="Count">How many messages of the range are known to be missing, at least 1; alerts may have gone before the others.</param>
internal readonly record struct Gap(long FromBoot, long FromSeq, long Boot, long Seq, long Count);
