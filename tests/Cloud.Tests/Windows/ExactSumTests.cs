using Cloud.Core.Windows;

namespace Cloud.Tests.Windows;

public class ExactSumTests
{
    /// <summary>Expected values by CPython's math.fsum; the third and fourth need the half-even correction.</summary>
    [Theory]
    [InlineData(new double[0], 0.0)]
    [InlineData(new[] { 1e16, 1.0, 1e-16, -1e16 }, 1.0)]
    [InlineData(new[] { 1.0, 1.1102230246251565e-16, 1e-40 }, 1.0000000000000002)]
    [InlineData(new[] { 1.0, 1.1102230246251565e-16, -1e-40 }, 1.0)]
    [InlineData(new[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, 1.0)]
    [InlineData(new[] { 1e100, 1.0, -1e100, 1e-100 }, 1.0)]
    public void Sum_equals_fsum(double[] values, double expected) => Assert.Equal(expected, Sum(values));

    [Fact]
    public void Sum_of_random_values_is_the_exact_one_rounded_once()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var values = RandomValues(new Random(seed));
            Assert.True(Sum(values) == ExactOracle.Sum(values), $"seed {seed}");
        }
    }

    [Fact]
    public void Order_does_not_matter()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var values = RandomValues(random);
            var expected = Sum(values);
            random.Shuffle(values);
            Assert.True(Sum(values) == expected, $"seed {seed}");
        }
    }

    private static double Sum(double[] values)
    {
        var sum = new ExactSum();
        foreach (var value in values) sum.Add(value);
        return sum.Round();
    }

    private static double[] RandomValues(Random random) => [.. Enumerable.Range(0, random.Next(1, 60))
        .Select(_ => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-60, 60)))];
}
