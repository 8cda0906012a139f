namespace Gateway.Host.Storage;

/// <summary>The key of a message: its partition in the upper bits, its offset in the lower 48.</summary>
internal static class MessageKey
{
    private const int OffsetBits = 48;

    /// <summary>The key of a message; of offset 0, the one below all keys of the partition.</summary>
    public static long Of(int partition, long offset) => (long)partition << OffsetBits | offset;

    /// <summary>The one above all keys of a partition.</summary>
    public static long End(int partition) => Of(partition + 1, 0);

    /// <summary>The offset in a key.</summary>
    public static long Offset(long key) => key & ((1L << OffsetBits) - 1);
}
