using Cloud.Core.Anomalies;

namespace Cloud.Tests.Anomalies;

/// <summary>
/// The bare algorithms against ML.NET's published values. Source: dotnet/machinelearning, the IID spike and change point detectors of
/// Microsoft.ML.TimeSeries and their tests.
/// </summary>
public class MlNetVectorsTests
{
    private const string File = "mlnet-iid.txt";

    public static TheoryData<string> Headers => GoldenSeries.Headers(File);

    [Theory]
    [MemberData(nameof(Headers))]
    public void Every_row_equals_the_golden_one(string header)
    {
        var series = GoldenSeries.Find(File, header);
        var detector = Detector(series);
        for (var index = 0; index < series.Rows.Count; index++)
        {
            var expected = series.Rows[index];
            var actual = detector.Score((float)expected[0]);
            var score = series.Function == "spike" ? expected[2] : expected[3];
            Assert.True(Scores.Equal(score, actual.Score), $"row {index}: expected {score:R}, was {actual.Score:R}");
            Assert.True(actual.IsAnomaly == (expected[1] == 1), $"row {index}: expected alert {expected[1]}, was {actual.IsAnomaly}");
        }
    }

    [Fact]
    public void The_change_threshold_equals_the_golden_one()
    {
        foreach (var series in GoldenSeries.Read(File).Where(series => series.Function == "change"))
        {
            var threshold = Math.Exp(((ChangePointDetector)Detector(series)).LogThreshold);
            Assert.True(Scores.Equal(series.Number("threshold"), threshold), $"{series.Header}: was {threshold:R}");
        }
    }

    private static Detector Detector(GoldenSeries series)
    {
        var (confidence, size) = (series.Number("conf"), (int)series.Number("H"));
        if (series.Function == "change")
            return new ChangePointDetector(
                confidence, size, series.Option("mart") == "power" ? Martingale.Power : Martingale.Mixture);
        return new SpikeAndDipDetector(confidence, size, series.Option("side") switch
        {
            "both" => SpikeDirection.SpikesAndDips,
            "spike" => SpikeDirection.Spikes,
            _ => SpikeDirection.Dips,
        });
    }
}
