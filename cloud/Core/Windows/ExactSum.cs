using Cloud.Core.Checkpoints;

namespace Cloud.Core.Windows;

/// <summary>
/// A sum of doubles without rounding error: non-overlapping partial sums (Shewchuk, "Adaptive precision floating-point arithmetic",
/// 1997), rounded once, half to even, when read. The result does not depend on the order of the values and equals Python's
/// <c>math.fsum</c>. Values must be finite and their magnitudes below 1e300. Not thread-safe.
/// </summary>
internal sealed class ExactSum
{
    private readonly List<double> _partials = [];

    public void Add(double value)
    {
        var kept = 0;
        for (var index = 0; index < _partials.Count; index++)
        {
            var (sum, error) = TwoSum(value, _partials[index]);
            if (error != 0) _partials[kept++] = error;
            value = sum;
        }

        _partials.RemoveRange(kept, _partials.Count - kept);
        _partials.Add(value);
    }

    /// <summary>The correctly rounded sum.</summary>
    public double Round()
    {
        if (_partials.Count == 0) return 0;
        var index = _partials.Count - 1;
        var (high, low) = (_partials[index], 0.0);
        while (index > 0 && low == 0) (high, low) = TwoSum(high, _partials[--index]);

        // A remainder of exactly half a unit was rounded to even; what lies below it decides whether that was right.
        if (index > 0 && low * _partials[index - 1] > 0)
        {
            var twice = low * 2;
            var rounded = high + twice;
            if (twice == rounded - high) return rounded;
        }

        return high;
    }

    public void Clear() => _partials.Clear();

    public void Save(StateWriter writer)
    {
        writer.Int32(_partials.Count);
        foreach (var partial in _partials) writer.Double(partial);
    }

    public void Load(ref StateReader reader)
    {
        _partials.Clear();
        for (var count = reader.Count(); count > 0; count--) _partials.Add(reader.Double());
    }

    /// <summary>Sum and rounding error, exactly (Knuth's TwoSum with the larger operand first, as Dekker's).</summary>
    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        if (Math.Abs(a) < Math.Abs(b)) (a, b) = (b, a);
        var sum = a + b;
        return (sum, b - (sum - a));
    }
}
