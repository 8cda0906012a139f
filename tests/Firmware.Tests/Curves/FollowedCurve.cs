using Firmware.Core.Curves;

namespace Firmware.Tests.Curves;

/// <summary>Follows samples with the filter, one curve after the other, and holds each line against the samples as it ends.</summary>
internal sealed class FollowedCurve(int epsilon)
{
    private readonly SwingFilter _filter = new(epsilon);
    private readonly int[] _samples = new int[SwingFilter.IndexMax + 1];
    private (int Index, int Value) _knot;
    private int _count;

    public long Knots { get; private set; }

    public long Samples { get; private set; }

    /// <summary>The largest distance so far.</summary>
    public long ErrorMax { get; private set; }

    public void Add(int value)
    {
        _samples[_count] = value;
        if (_count == 0)
        {
            _filter.Begin(0, value);
            Knots++;
            _knot = (0, value);
            Check(0, 0);
        }
        else if (_filter.Add(_count, value))
        {
            TakeKnot();
        }

        _count++;
        Samples++;
    }

    /// <summary>Ends the curve, as a gap or the end of a message does.</summary>
    public void End()
    {
        if (_count == 0) return;
        if (_filter.End()) TakeKnot();
        Assert.Equal(_count - 1, _knot.Index);
        _count = 0;
    }

    private void TakeKnot()
    {
        var next = (Index: _filter.KnotIndex, Value: _filter.KnotValue);
        Assert.True(next.Index > _knot.Index);
        Knots++;
        for (var n = _knot.Index; n <= next.Index; n++) Check(n, CurveLine.ValueAt(_knot.Index, _knot.Value, next.Index, next.Value, n));
        _knot = next;
    }

    private void Check(int n, int decoded)
    {
        if (n == 0 && _count == 0) decoded = _knot.Value;
        ErrorMax = Math.Max(ErrorMax, Math.Abs((long)decoded - _samples[n]));
    }
}
