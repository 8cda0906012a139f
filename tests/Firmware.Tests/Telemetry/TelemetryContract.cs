using System.Text;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Support;

namespace Firmware.Tests.Telemetry;

/// <summary>What the firmware sends equals the golden files, byte for byte.</summary>
public static class TelemetryContract
{
    private static readonly GoldenFolder<GoldenCase> Golden = new("telemetry");

    public static TheoryData<string> Files() => Golden.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public static void Body_equals_the_golden_bytes(string file)
    {
        var golden = Golden.Case(file);
        var body = new StringBuilder();
        FlatTelemetry.Append(body, golden.DeviceId, golden.TimestampUnixMs, golden.ToSample(), golden.Boot, golden.Seq);
        Assert.Equal(Golden.Bytes(file), Encoding.UTF8.GetBytes(body.ToString()));
    }

    [Fact]
    public static void Every_golden_file_is_a_case() => Golden.AssertEveryFileIsACase();

    private sealed record GoldenCase(
        string File,
        string DeviceId,
        int Boot,
        int Seq,
        long TimestampUnixMs,
        int? TemperatureCentiC,
        int? HumidityCentiPercent,
        int? PressurePa,
        int? DewPointCentiC = null,
        int? AbsoluteHumidityCentiGrams = null,
        int? SeaLevelPressurePa = null) : IGoldenCase
    {
        public Sample ToSample()
        {
            var sample = new Sample();
            if (TemperatureCentiC is { } centiC) sample.SetTemperature(centiC);
            if (HumidityCentiPercent is { } centiPercent) sample.SetHumidity(centiPercent);
            if (PressurePa is { } pascals) sample.SetPressure(pascals);
            if (DewPointCentiC is { } dewPointCentiC) sample.SetDewPoint(dewPointCentiC);
            if (AbsoluteHumidityCentiGrams is { } centiGrams) sample.SetAbsoluteHumidity(centiGrams);
            if (SeaLevelPressurePa is { } seaLevelPascals) sample.SetSeaLevelPressure(seaLevelPascals);
            return sample;
        }
    }
}
