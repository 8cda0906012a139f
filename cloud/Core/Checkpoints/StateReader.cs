using System.Buffers.Binary;
using System.Text;

namespace Cloud.Core.Checkpoints;

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
/// <remarks>Bytes that end early throw <see cref="FormatException"/>: the store is damaged, which no run can go on from.</remarks>
internal ref struct StateReader(string deviceId, ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public float Single() => BitConverter.Int32BitsToSingle(Int32());

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public string String() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>A number of things that follow, each at least one byte long.</summary>
    public int Count()
    {
        var count = Int32();
        if (count < 0 || count > _rest.Length) throw Damaged();
        return count;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length) throw Damaged();
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private readonly FormatException Damaged() => new($"the stored state of device '{deviceId}' is damaged: it ends too early");
}
