using Cloud.Core.Events;
using Support;

namespace Cloud.Tests.Events;

/// <summary>The cloud's side of the flat/1 contract: every golden body means what cases.json says.</summary>
public class TelemetryContractTests
{
    private sealed record Case(
        string File,
        string DeviceId,
        long Boot,
        long Seq,
        long TimestampUnixMs,
        int? TemperatureCentiC,
        int? HumidityCentiPercent,
        int? PressurePa,
        int? DewPointCentiC = null,
        int? AbsoluteHumidityCentiGrams = null,
        int? SeaLevelPressurePa = null) : IGoldenCase;

    private static readonly GoldenFolder<Case> Folder = new("telemetry");

    public static TheoryData<string> Files => Folder.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void Golden_body_means_what_the_case_says(string file)
    {
        var expected = Folder.Case(file);
        var hubEvent = new HubEvent
        {
            Body = Folder.Text(file),
            DeviceId = expected.DeviceId,
            Properties = new Dictionary<string, string> { ["schema"] = "flat/1" },
        };
        var decoded = ReadingDecoder.TryDecode(hubEvent, "p", DateTimeOffset.UnixEpoch, out var readings, out var refusal);
        Assert.True(decoded, refusal.Detail);
        var reading = Assert.Single(readings!);
        Assert.Equal(
            (expected.DeviceId, expected.Boot, expected.Seq, expected.TimestampUnixMs),
            (reading.DeviceId, reading.Boot, reading.Seq, reading.EventTime.ToUnixTimeMilliseconds()));
        Assert.Equal(
            (expected.TemperatureCentiC / 100.0, expected.HumidityCentiPercent / 100.0, expected.PressurePa / 100.0),
            (reading.Temperature, reading.Humidity, reading.Pressure));
        Assert.Equal(
            (expected.DewPointCentiC / 100.0, expected.AbsoluteHumidityCentiGrams / 100.0, expected.SeaLevelPressurePa / 100.0),
            (reading.DewPoint, reading.AbsoluteHumidity, reading.SeaLevelPressure));
    }
}
