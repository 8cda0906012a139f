namespace Cloud.Core.Events;

/// <summary>A point where two lines of a curve meet: a sampling instant, and a value in hundredths of the channel's unit.</summary>
internal readonly record struct CurveKnot(int Index, int Value)
{
    /// <summary>
    /// The line's value between two knots, by curve/1's rule: floor((v1 - v0) * (n - n0) / (n1 - n0) + 1/2) + v0 in exact arithmetic.
    /// </summary>
    /// <param name="from">The knot (n0, v0).</param>
    /// <param name="to">The knot (n1, v1).</param>
    /// <param name="index">n, in the range [n0, n1].</param>
    public static int ValueBetween(CurveKnot from, CurveKnot to, int index)
    {
        if (index == from.Index) return from.Value;
        var span = to.Index - from.Index;
        var numerator = (2 * ((long)to.Value - from.Value) * (index - from.Index)) + span;
        var quotient = Math.DivRem(numerator, 2L * span, out var remainder);
        return (int)(from.Value + quotient - (remainder < 0 ? 1 : 0));
    }
}
