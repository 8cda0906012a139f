using Cloud.Core.Checkpoints;

namespace Cloud.Core.Anomalies;

/// <summary>
/// The last H values, and how far in a new value's tail they put it: ML.NET's kernel density estimate, a Gaussian kernel whose
/// standard deviation is that of the values themselves. Not thread-safe.
/// </summary>
internal sealed class ValueHistory(int size)
{
    /// <summary>p-values stay this far from 0 and 1 (ML.NET).</summary>
    private const double PValueMin = 1e-8;

    private const double BandwidthMin = 1e-6;

    private readonly float[] _values = new float[size];
    private int _count;
    private int _oldest;

    public bool IsFull => _count == _values.Length;

    /// <summary>The upper-tail p-value of a value against the history, not yet bounded; then the value joins the history.</summary>
    public double ScoreAndAdd(float value)
    {
        var upper = UpperTail(value);
        if (IsFull)
        {
            _values[_oldest] = value;
            _oldest = (_oldest + 1) % _values.Length;
        }
        else
        {
            _values[_count++] = value;
        }

        return upper;
    }

    /// <summary>A p-value within the bounds.</summary>
    public static double Bounded(double p) => Math.Clamp(p, PValueMin, 1 - PValueMin);

    public void Save(StateWriter writer)
    {
        writer.Int32(_count);
        foreach (var value in Older()) writer.Single(value);
        foreach (var value in Newer()) writer.Single(value);
    }

    public void Load(ref StateReader reader)
    {
        _oldest = 0;
        _count = reader.Count();
        if (_count > _values.Length) throw new FormatException("a stored history is longer than its size");
        for (var index = 0; index < _count; index++) _values[index] = reader.Single();
    }

    private ReadOnlySpan<float> Older() => _values.AsSpan(_oldest, _count - _oldest);

    private ReadOnlySpan<float> Newer() => _values.AsSpan(0, _oldest);

    private double UpperTail(float value)
    {
        if (_count == 0) return 0.5;
        var bandwidth = Bandwidth();
        var sum = ErrorSum(Newer(), value, bandwidth, ErrorSum(Older(), value, bandwidth, 0));
        return 0.5 + (sum / (_count * 2.0));
    }

    private static double ErrorSum(ReadOnlySpan<float> values, double value, double bandwidth, double sum)
    {
        foreach (var earlier in values) sum -= ErrorFunction.Of((value - earlier) / bandwidth);
        return sum;
    }

    /// <summary>
    /// sqrt(2) x the population standard deviation. ML.NET keeps a running sum of squared differences, which rounding can push below
    /// zero (its NaN defect); two passes over the history cost a few per cent of the kernel's time and cannot. They go from the oldest
    /// value to the newest, so that a restored history, which begins at index 0 again, rounds as the first one did.
    /// </summary>
    private double Bandwidth()
    {
        if (_count == 1) return Math.Sqrt(2);
        var mean = Sum(Newer(), Sum(Older(), 0)) / _count;
        var squares = SquaredErrorSum(Newer(), mean, SquaredErrorSum(Older(), mean, 0));
        return Math.Max(Math.Sqrt(2) * Math.Sqrt(squares / _count), BandwidthMin);
    }

    private static double Sum(ReadOnlySpan<float> values, double sum)
    {
        foreach (var value in values) sum += value;
        return sum;
    }

    private static double SquaredErrorSum(ReadOnlySpan<float> values, double mean, double sum)
    {
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return sum;
    }
}
