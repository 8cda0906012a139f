using Cloud.Core.Anomalies;

namespace Cloud.Tests.Anomalies;

/// <summary>The engine around the detectors against values observed on Stream Analytics' own: its local-run engine.</summary>
public class StreamAnalyticsVectorsTests
{
    private const string File = "stream-analytics-engine.txt";

    private static readonly long Start = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static TheoryData<string> Headers => GoldenSeries.Headers(File);

    [Theory]
    [MemberData(nameof(Headers))]
    public void Every_row_equals_the_engines(string header)
    {
        var series = GoldenSeries.Find(File, header);
        var engine = new AnomalyEngine(Preset(series));
        for (var index = 0; index < series.Rows.Count; index++)
        {
            var expected = series.Rows[index];
            var actual = engine.Score(Start + (long)Math.Round(expected[0] * TimeSpan.TicksPerSecond), expected[1])!.Value;
            Assert.True(Scores.Equal(expected[3], actual.Score), $"row {index}: expected {expected[3]:R}, was {actual.Score:R}");
            Assert.True(actual.IsAnomaly == (expected[2] == 1), $"row {index}: expected alert {expected[2]}, was {actual.IsAnomaly}");
        }
    }

    private static DetectorPreset Preset(GoldenSeries series)
    {
        var function = series.Function == "change" ? AnomalyFunction.ChangePoint : AnomalyFunction.SpikeAndDip;
        var direction = function == AnomalyFunction.ChangePoint ? SpikeDirection.SpikesAndDips : series.Option("mode") switch
        {
            "spikesanddip" => SpikeDirection.SpikesAndDips,
            "spike" => SpikeDirection.Spikes,
            _ => SpikeDirection.Dips,
        };
        return new DetectorPreset(
            function, series.Number("conf"), (int)series.Number("H"), TimeSpan.FromSeconds(series.Number("dur")), direction);
    }
}
