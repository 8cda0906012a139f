using System.Text;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Support;

namespace Firmware.Tests.Telemetry;

/// <summary>What the firmware sends about an alarm equals the golden files, byte for byte.</summary>
public static class AlarmContract
{
    private static readonly GoldenFolder<GoldenCase> Golden = new("alarm");

    public static TheoryData<string> Files() => Golden.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public static void Body_equals_the_golden_bytes(string file)
    {
        var golden = Golden.Case(file);
        var body = new StringBuilder();
        AlarmTelemetry.Append(body, golden.DeviceId, golden.TimestampUnixMs, golden.ToEvent(), golden.Boot, golden.Seq);
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
        string Channel,
        bool IsLow,
        bool IsResolved,
        int Value,
        int Threshold,
        long AgeMs) : IGoldenCase
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
