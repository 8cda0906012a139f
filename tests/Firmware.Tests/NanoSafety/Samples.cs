namespace Firmware.Tests.NanoSafety.Samples;

// One class for each thing that nanoCLR lacks, and one that does nothing wrong: the guard must tell them apart.

internal static class GenericCall
{
    public static byte[] Empty() => Array.Empty<byte>();
}

internal static class GenericLocal
{
    public static int Count(ArraySegment<byte> bytes) => bytes.Count;
}

internal sealed class GenericField
{
    public List<int> Numbers { get; } = [];
}

internal sealed class GenericOwn<T>
{
    public T? Value { get; set; }
}

internal sealed class NullableField
{
    public int? Number { get; set; }
}

internal sealed class GenericInterface : IEquatable<GenericInterface>
{
    public bool Equals(GenericInterface? other) => other is not null;

    public override bool Equals(object? obj) => obj is GenericInterface;

    public override int GetHashCode() => 1;
}

internal static class StackAllocation
{
    public static int Sum(int count)
    {
        Span<int> numbers = stackalloc int[count];
        return numbers.Length;
    }
}

internal sealed class VolatileField
{
    private volatile int _number;

    public int Increment() => ++_number;
}

internal interface IDefaultMethod
{
    int Number() => 1;
}

internal static class EnumAsText
{
    public static string Name(DayOfWeek day) => day.ToString();
}

internal static class EnumBoxed
{
    public static object Box(DayOfWeek day) => day;
}

internal static class CustomFormat
{
    public static string Text(int number) => number.ToString("0.00");
}

internal static class HiddenFormat
{
    public static string Text(int number, string format) => number.ToString(format);
}

internal static class Interpolation
{
    public static string Text(int number) => $"number {number}";
}

internal static class MultidimensionalArray
{
    public static int[,] Grid() => new int[2, 2];
}

internal static class Asynchronous
{
    public static async Task Wait(Task task) => await task;
}

internal static class Iterator
{
    public static System.Collections.IEnumerable Numbers()
    {
        yield return 1;
    }
}

internal static class Floating
{
    public static int Half(int number) => (int)(number / 2.0);
}

internal static class Tuple
{
    public static (int, int) Pair() => (1, 2);
}

internal sealed class Clean(int[] numbers)
{
    private readonly object _gate = new();

    public string Describe(string name)
    {
        var sum = 0L;
        lock (_gate)
        {
            foreach (var number in numbers) sum += number;
        }

        return name + "=" + sum.ToString("D4");
    }
}
