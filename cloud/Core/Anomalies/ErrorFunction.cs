namespace Cloud.Core.Anomalies;

/// <summary>
/// The error function as ML.NET approximates it: Abramowitz and Stegun, formula 7.1.26, error below 1.5e-7. Its value at 0 is 1e-9
/// and not 0, which the detectors' published scores show.
/// </summary>
internal static class ErrorFunction
{
    private const double P = 0.3275911;
    private const double A1 = 0.254829592;
    private const double A2 = -0.284496736;
    private const double A3 = 1.421413741;
    private const double A4 = -1.453152027;
    private const double A5 = 1.061405429;

    public static double Of(double x)
    {
        var t = 1.0 / (1.0 + (P * Math.Abs(x)));
        var value = 1.0 - ((((((((A5 * t) + A4) * t) + A3) * t) + A2) * t + A1) * t * Math.Exp(-(x * x)));
        return x >= 0 ? value : -value;
    }
}
