namespace Firmware.Tests.Curves;

/// <summary>The decoder's rule for one line, from tests/Contracts/README.md and not from the firmware.</summary>
internal static class CurveLine
{
    /// <summary>floor((v1 - v0) * (n - n0) / (n1 - n0) + 1/2) + v0, in exact arithmetic.</summary>
    public static int ValueAt(int n0, int v0, int n1, int v1, int n)
    {
        if (n == n0) return v0;
        var span = 2L * (n1 - n0);
        var numerator = (2L * ((long)v1 - v0) * (n - n0)) + (n1 - n0);
        var quotient = numerator / span;
        if (quotient * span > numerator) quotient--;
        return checked((int)(v0 + quotient));
    }
}
