using System.Collections;
using System.Reflection;
using System.Text;

namespace Benchmarks;

/// <summary>
/// Adds up what a graph of objects takes on nanoCLR's heap. Its costs, measured there by others and by us on nanoCLR 1.17: blocks of
/// 12 bytes; an object is a header block and one block for each field, whatever the field's type; an array is 20 bytes and its
/// elements (references count 12), rounded up to blocks; a string the same with one byte a character; a StringBuilder 72 bytes
/// and an array of characters; an ArrayList an object of two fields and an array of at least four references.
/// </summary>
internal sealed class NanoHeap
{
    private const int BlockBytes = 12;
    private const int ArrayHeaderBytes = 20;
    private const int StringBuilderBytes = 72;
    private const int ListCapacityMin = 4;
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Assembly _firmware;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Starts an empty sum.</summary>
    /// <param name="firmware">The assembly whose objects count; what this program puts behind its ports does not.</param>
    public NanoHeap(Assembly firmware)
    {
        _firmware = firmware;
    }

    /// <summary>The sum, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many objects, arrays and strings it is made of.</summary>
    public int Objects { get; private set; }

    /// <summary>Adds what the firmware's static fields hold, and the fields.</summary>
    public void AddStatics()
    {
        foreach (var field in _firmware.GetTypes().SelectMany(type => type.GetFields(Declared | BindingFlags.Static)))
        {
            if (field.IsLiteral || field.DeclaringType!.Name.StartsWith('<')) continue;
            Bytes += BlockBytes;
            Add(field.GetValue(null));
        }
    }

    /// <summary>Adds an object and everything that it reaches, each once.</summary>
    /// <exception cref="NotSupportedException">It reaches a type of the framework whose cost is not known.</exception>
    public void Add(object? value)
    {
        if (value is null || value.GetType().Assembly == typeof(NanoHeap).Assembly || !_seen.Add(value)) return;
        Objects++;
        switch (value)
        {
            case string text: Count(ArrayHeaderBytes + text.Length); break;
            case StringBuilder text: Count(StringBuilderBytes + Blocks(ArrayHeaderBytes + 2 * text.Capacity)); break;
            case Array array: AddArray(array); break;
            case ArrayList list: AddList(list); break;
            default: AddObject(value); break;
        }
    }

    private void AddArray(Array array)
    {
        var element = array.GetType().GetElementType()!;
        Count(ArrayHeaderBytes + array.Length * (element.IsPrimitive ? Buffer.ByteLength(array) / Math.Max(array.Length, 1) : BlockBytes));
        if (!element.IsPrimitive) foreach (var item in array) Add(item);
    }

    private void AddList(ArrayList list)
    {
        Count(3 * BlockBytes);
        Count(ArrayHeaderBytes + Math.Max(list.Capacity, ListCapacityMin) * BlockBytes);
        foreach (var item in list) Add(item);
    }

    private void AddObject(object value)
    {
        var type = value.GetType();
        if (type.Assembly != _firmware && type != typeof(object)) throw new NotSupportedException($"what {type} takes on nanoCLR is not known");
        Count(BlockBytes);
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var field in level.GetFields(Declared | BindingFlags.Instance))
            {
                Count(BlockBytes);
                if (!field.FieldType.IsValueType) Add(field.GetValue(value));
            }
        }
    }

    private void Count(int bytes) => Bytes += Blocks(bytes);

    private static int Blocks(int bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
}
