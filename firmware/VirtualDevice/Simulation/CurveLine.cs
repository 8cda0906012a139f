namespace Firmware.VirtualDevice.Simulation;

/// <summary>The straight line between two knots of a curve. Immutable.</summary>
/// <param name="FromN">The instant of the first knot.</param>
/// <param name="FromV">Its value, in hundredths.</param>
/// <param name="ToN">The instant of the last knot, at least <paramref name="FromN"/>.</param>
/// <param name="ToV">Its value, in hundredths.</param>
internal readonly record struct CurveLine(int FromN, long FromV, int ToN, long ToV)
{
    /// <summary>
    /// The value at an instant by curve/1's rule (tests/Contracts): floor((v1 - v0) * (n - n0) / (n1 - n0) + 1/2) + v0, exactly.
    /// </summary>
    public int At(int n)
    {
        if (ToN == FromN) return (int)FromV;
        var span = 2L * (ToN - FromN);
        var rise = 2 * (ToV - FromV) * (n - FromN) + span / 2;
        return (int)(FromV + Math.DivRem(rise, span).Quotient - (rise % span < 0 ? 1 : 0));
    }
}
