using System.Text;
using System.Text.Json;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Support;

namespace Firmware.Tests.Telemetry;

/// <summary>What the firmware sends about an alarm equals the golden files, byte for byte.</summary>
public static class AlarmContract
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    public static TheoryData<string> Files() => [.. Cases().Select(golden => golden.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public static void Body_equals_the_golden_bytes(string file)
    {
        var golden = Cases().Single(candidate => candidate.File == file);
        var body = new StringBuilder();
        AlarmTelemetry.Append(body, golden.DeviceId, golden.TimestampUnixMs, golden.ToEvent(), golden.Boot, golden.Seq);
        Assert.Equal(File.ReadAllBytes(Repository.Contract("alarm", file)), Encoding.UTF8.GetBytes(body.ToString()));
    }

    [Fact]
    public static void Every_golden_file_is_a_case()
    {
        var files = Directory.GetFiles(Repository.Contract("alarm"), "*.json").Select(path => Path.GetFileName(path)!);
        Assert.Equal(files.Where(name => name != "cases.json").Order(), Cases().Select(golden => golden.File).Order());
    }

    private static GoldenCase[] Cases() =>
        JsonSerializer.Deserialize<GoldenCase[]>(File.ReadAllText(Repository.Contract("alarm", "cases.json")), Options)!;

    private sealed record GoldenCase(
        string File,
        string DeviceId,
        int Boot,
        int Seq,
        long TimestampUnixMs,
        string Channel,
        bool IsLow,
        bool IsResolved,
        int Value,
        int Threshold,
        long AgeMs)
    {
        private static readonly ChannelLimits[] Channels = [ChannelLimits.Temperature, ChannelLimits.Humidity, ChannelLimits.Pressure];

        public AlarmEvent ToEvent() => new()
        {
            Channel = Channels.Single(channel => channel.Name == Channel),
            IsLow = IsLow,
            IsResolved = IsResolved,
            Value = Value,
            Threshold = Threshold,
            AgeMs = AgeMs,
        };
    }
}
