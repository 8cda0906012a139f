using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cloud.Core.Checkpoints;

/// <summary>
/// Recognises what a device sends again. Numbered messages are known by (boot, seq), exactly, for the last
/// <see cref="BootsMax"/> boots; others by message id, for the last <see cref="MessageIdsMax"/>; without either, not at all.
/// Not thread-safe.
/// </summary>
internal sealed class DuplicateFilter
{
    public const int BootsMax = 8;
    public const int MessageIdsMax = 64;

    private readonly List<SequenceRanges> _boots = [];
    private readonly Queue<long> _messageIds = new();

    /// <summary>Marks a message as seen.</summary>
    /// <returns>False where it had been seen before.</returns>
    public bool TryAdd(long? boot, long? seq, string? messageId)
    {
        if (boot is { } bootNumber && seq is { } seqNumber) return Ranges(bootNumber).TryAdd(seqNumber);
        return messageId is null || TryAddMessageId(Hash(messageId));
    }

    /// <summary>How many numbers of a boot from one to another, both included, have not been seen.</summary>
    public long CountUnseen(long boot, long first, long last) =>
        _boots.Find(ranges => ranges.Boot == boot)?.CountUnseen(first, last) ?? last - first + 1;

    public void Save(StateWriter writer)
    {
        writer.Int32(_boots.Count);
        foreach (var ranges in _boots) ranges.Save(writer);
        writer.Int32(_messageIds.Count);
        foreach (var hash in _messageIds) writer.Int64(hash);
    }

    public void Load(ref StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--) _boots.Add(SequenceRanges.Load(ref reader));
        for (var count = reader.Count(); count > 0; count--) _messageIds.Enqueue(reader.Int64());
    }

    private SequenceRanges Ranges(long boot)
    {
        for (var index = _boots.Count - 1; index >= 0; index--)
            if (_boots[index].Boot == boot) return _boots[index];
        if (_boots.Count == BootsMax) _boots.RemoveAt(0);
        var added = new SequenceRanges(boot);
        _boots.Add(added);
        return added;
    }

    private bool TryAddMessageId(long hash)
    {
        if (_messageIds.Contains(hash)) return false;
        if (_messageIds.Count == MessageIdsMax) _messageIds.Dequeue();
        _messageIds.Enqueue(hash);
        return true;
    }

    private static long Hash(string messageId) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));
}
