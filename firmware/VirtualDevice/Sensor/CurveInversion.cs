namespace Firmware.VirtualDevice.Sensor;

/// <summary>A channel's physical value by its raw reading; grows with the reading over the whole range. Pure.</summary>
internal interface IRisingCurve
{
    double At(int raw);
}

/// <summary>
/// Finds the raw reading that comes nearest to a physical value. The air changes little from one conversion to the next and the
/// curves are nearly straight, so it begins where the slope at the last result points to and needs few looks at the curve; the
/// result is that of a bisection of the whole range. Used by one thread at a time.
/// </summary>
/// <param name="max">The largest raw reading; the smallest is 0.</param>
internal sealed class CurveInversion(int max)
{
    private int _last = max / 2;

    /// <summary>Finds the reading; of two that are equally near the lower, and an end of the range for a value beyond it.</summary>
    /// <typeparam name="TCurve">A structure, so that the calls are compiled into the loops.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="value">The physical value.</param>
    public int Nearest<TCurve>(TCurve curve, double value)
        where TCurve : struct, IRisingCurve
    {
        var (below, above) = Bracket(curve, value, Guess(curve, value));
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            if (curve.At(middle) <= value) below = middle;
            else above = middle;
        }

        return _last = Math.Abs(curve.At(below) - value) <= Math.Abs(curve.At(above) - value) ? below : above;
    }

    private int Guess<TCurve>(TCurve curve, double value)
        where TCurve : struct, IRisingCurve
    {
        var from = Math.Min(_last, max - 1);
        var low = curve.At(from);
        var slope = curve.At(from + 1) - low;
        return slope > 0 ? (int)Math.Clamp(from + (value - low) / slope, 0, max) : from;
    }

    // Steps of 1, 2, 4, ... away from the guess, until the value is passed or the range ends.
    private (int Below, int Above) Bracket<TCurve>(TCurve curve, double value, int guess)
        where TCurve : struct, IRisingCurve
    {
        var (below, above, step) = (guess, guess, 1);
        if (curve.At(guess) <= value)
        {
            do (below, above, step) = (above, Math.Min(above + step, max), 2 * step);
            while (above < max && curve.At(above) <= value);
        }
        else
        {
            do (above, below, step) = (below, Math.Max(below - step, 0), 2 * step);
            while (below > 0 && curve.At(below) > value);
        }

        return (below, above);
    }
}
