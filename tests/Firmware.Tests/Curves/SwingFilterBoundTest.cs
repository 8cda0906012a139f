using Xunit.Abstractions;

namespace Firmware.Tests.Curves;

/// <summary>The bound holds for every sample, whatever comes: more than 10^7 samples.</summary>
public sealed class SwingFilterBoundTest(ITestOutputHelper output)
{
    private const int SamplesPerRun = 130_000;

    private static readonly int[] Epsilons = [0, 1, 2, 10, 50, 1_000_000];

    [Fact]
    public void Every_sample_of_more_than_ten_million_is_restored_within_epsilon()
    {
        var samples = Signals.Names.Sum(Follow);
        Assert.True(samples > 10_000_000, $"{samples} samples");
    }

    private long Follow(string signal)
    {
        var samples = 0L;
        for (var index = 0; index < Epsilons.Length; index++)
        {
            var seed = (index * 1_000) + signal.Length;
            var curve = Follow(signal, Epsilons[index], seed);
            Assert.True(
                curve.ErrorMax <= Epsilons[index],
                $"signal {signal}, epsilon {Epsilons[index]}, seed {seed}: a sample is off by {curve.ErrorMax}");
            output.WriteLine($"{signal}, epsilon {Epsilons[index]}: {curve.Samples} samples, {curve.Knots} knots, off by {curve.ErrorMax}");
            samples += curve.Samples;
        }

        return samples;
    }

    // Curves end after a random number of samples, and at the longest a curve can be.
    private static FollowedCurve Follow(string signal, int epsilon, int seed)
    {
        var random = new Random(seed);
        var next = Signals.Of(signal, epsilon, random);
        var curve = new FollowedCurve(epsilon);
        for (var n = 0; n < SamplesPerRun;)
        {
            var length = random.Next(4) == 0 ? random.Next(1, 4) : random.Next(1, 65_537);
            for (var end = Math.Min(n + length, SamplesPerRun); n < end; n++) curve.Add(next(n));
            curve.End();
        }

        return curve;
    }
}
