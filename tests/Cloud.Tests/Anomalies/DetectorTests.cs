using Cloud.Core.Anomalies;

namespace Cloud.Tests.Anomalies;

/// <summary>Where ours differs from ML.NET and the engine on purpose, and their limits.</summary>
public class DetectorTests
{
    [Fact]
    public void Constant_stretch_after_a_spike_leaves_the_scores_numbers()
    {
        foreach (var function in Enum.GetValues<AnomalyFunction>())
        {
            var engine = Engine(function, 80, 12);
            for (var second = 0; second < 500; second++)
            {
                var result = engine.Score(At(second), second % 100 == 7 ? 1e6 : 20.1)!.Value;
                Assert.True(double.IsFinite(result.Score), $"{function} at {second}: {result.Score}");
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void Value_that_is_no_float_is_as_if_it_had_not_come(double value)
    {
        var (disturbed, clean) = (Engine(AnomalyFunction.SpikeAndDip, 95, 12), Engine(AnomalyFunction.SpikeAndDip, 95, 12));
        for (var second = 0; second < 40; second++)
        {
            Assert.Null(disturbed.Score(At(second), value));
            Assert.Equal(clean.Score(At(second), 20 + (second % 3)), disturbed.Score(At(second), 20 + (second % 3)));
        }
    }

    [Fact]
    public void Values_that_differ_only_beyond_float_score_alike()
    {
        var (one, other) = (Engine(AnomalyFunction.SpikeAndDip, 95, 12), Engine(AnomalyFunction.SpikeAndDip, 95, 12));
        for (var second = 0; second < 40; second++)
        {
            var value = 20 + (second * 37 % 11);
            Assert.Equal(one.Score(At(second), value), other.Score(At(second), value + 1e-7));
        }
    }

    [Fact]
    public void Confidence_is_cut_to_a_whole_number()
    {
        var (cut, whole) = (Engine(AnomalyFunction.SpikeAndDip, 99.9, 12), Engine(AnomalyFunction.SpikeAndDip, 99, 12));
        for (var second = 0; second < 200; second++)
            Assert.Equal(whole.Score(At(second), second * 37 % 11), cut.Score(At(second), second * 37 % 11));
    }

    [Theory]
    [InlineData(AnomalyFunction.SpikeAndDip)]
    [InlineData(AnomalyFunction.ChangePoint)]
    public void Confidence_100_never_alarms(AnomalyFunction function)
    {
        var engine = Engine(function, 100, 12);
        for (var second = 0; second < 100; second++) Assert.False(engine.Score(At(second), second % 50 == 49 ? 1e6 : 20)!.Value.IsAnomaly);
    }

    [Theory]
    [InlineData(80, 900)]
    [InlineData(99, 450)]
    public void Long_histories_neither_underflow_nor_overflow(double confidence, int historySize)
    {
        var detector = new ChangePointDetector(confidence, historySize);
        var random = new Random(5);
        Assert.True(double.IsFinite(detector.LogThreshold));
        for (var index = 0; index < 3 * historySize; index++) Assert.False(detector.Score((float)Normal(random)).IsAnomaly);
        var alarmed = false;
        for (var index = 0; index < historySize && !alarmed; index++) alarmed = detector.Score(Growing(index)).IsAnomaly;
        Assert.True(alarmed);

        // Each value far beyond all before it: p stays at its floor.
        float Growing(int index) => (float)Math.Pow(10, 2 + (34.0 * index / historySize));
    }

    [Fact]
    public void Change_is_silent_for_a_history_after_an_alarm()
    {
        var detector = new ChangePointDetector(80, 12);
        var random = new Random(3);
        var alarms = new List<int>();
        for (var index = 0; index < 400; index++)
            if (detector.Score((float)(Normal(random) + (index / 20 * 10))).IsAnomaly) alarms.Add(index);
        Assert.True(alarms.Count > 5, $"{alarms.Count} alarms");
        Assert.All(alarms.Zip(alarms.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 12));
    }

    private static AnomalyEngine Engine(AnomalyFunction function, double confidence, int historySize) =>
        new(new DetectorPreset(function, confidence, historySize, TimeSpan.FromSeconds(historySize)));

    private static long At(int second) => new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc).AddSeconds(second).Ticks;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
