using System.Text;
using System.Text.Json;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Support;

namespace Firmware.Tests.Telemetry;

/// <summary>What the firmware sends equals the golden files, byte for byte.</summary>
public static class TelemetryContract
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static TheoryData<string> Files() => [.. Cases().Select(golden => golden.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public static void Body_equals_the_golden_bytes(string file)
    {
        var golden = Cases().Single(candidate => candidate.File == file);
        var body = new StringBuilder();
        FlatTelemetry.Append(body, golden.DeviceId, golden.TimestampUnixMs, golden.ToSample(), golden.Boot, golden.Seq);
        Assert.Equal(File.ReadAllBytes(Repository.Contract("telemetry", file)), Encoding.UTF8.GetBytes(body.ToString()));
    }

    [Fact]
    public static void Every_golden_file_is_a_case()
    {
        var files = Directory.GetFiles(Repository.Contract("telemetry"), "*.json").Select(path => Path.GetFileName(path)!);
        Assert.Equal(files.Where(name => name != "cases.json").Order(), Cases().Select(golden => golden.File).Order());
    }

    private static GoldenCase[] Cases() =>
        JsonSerializer.Deserialize<GoldenCase[]>(File.ReadAllText(Repository.Contract("telemetry", "cases.json")), Options)!;

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
        int? SeaLevelPressurePa = null)
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
