namespace Cloud.Tests.Anomalies;

/// <summary>
/// When two scores count as equal: to 1e-12 of their size, or to 1e-15 where a p-value is what remains of sums around 0.5, whose own
/// last digit is 1e-16.
/// </summary>
internal static class Scores
{
    public static bool Equal(double expected, double actual) =>
        Math.Abs(expected - actual) <= Math.Max(1e-15, 1e-12 * Math.Abs(expected));
}
