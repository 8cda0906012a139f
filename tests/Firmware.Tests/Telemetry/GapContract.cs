using System.Text;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Support;

namespace Firmware.Tests.Telemetry;

/// <summary>The gaps that the firmware reports equal the golden files, byte for byte.</summary>
public static class GapContract
{
    private static readonly GoldenFolder<GoldenCase> Golden = new("gap");

    public static TheoryData<string> Files() => Golden.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public static void Body_equals_the_golden_bytes(string file)
    {
        var golden = Golden.Case(file);
        var body = new StringBuilder();
        GapTelemetry.Append(body, golden.DeviceId, golden.ToGap());
        Assert.Equal(Golden.Bytes(file), Encoding.UTF8.GetBytes(body.ToString()));
    }

    [Fact]
    public static void Every_golden_file_is_a_case() => Golden.AssertEveryFileIsACase();

    private sealed record GoldenCase(string File, string DeviceId, int FromBoot, int FromSeq, int Boot, int Seq, int Count) : IGoldenCase
    {
        public OutboxGap ToGap()
        {
            var gap = new OutboxGap();
            gap.Add(FromBoot, FromSeq, Boot, Seq, Count);
            return gap;
        }
    }
}
