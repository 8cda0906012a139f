using System.Text;
using System.Text.Json;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Support;

namespace Firmware.Tests.Telemetry;

/// <summary>The gaps that the firmware reports equal the golden files, byte for byte.</summary>
public static class GapContract
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static TheoryData<string> Files() => [.. Cases().Select(golden => golden.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public static void Body_equals_the_golden_bytes(string file)
    {
        var golden = Cases().Single(candidate => candidate.File == file);
        var body = new StringBuilder();
        GapTelemetry.Append(body, golden.DeviceId, golden.ToGap());
        Assert.Equal(File.ReadAllBytes(Repository.Contract("gap", file)), Encoding.UTF8.GetBytes(body.ToString()));
    }

    private static GoldenCase[] Cases() =>
        JsonSerializer.Deserialize<GoldenCase[]>(File.ReadAllText(Repository.Contract("gap", "cases.json")), Options)!;

    private sealed record GoldenCase(string File, string DeviceId, int FromBoot, int FromSeq, int Boot, int Seq, int Count)
    {
        public OutboxGap ToGap()
        {
            var gap = new OutboxGap();
            gap.Add(FromBoot, FromSeq, Boot, Seq, Count);
            return gap;
        }
    }
}
