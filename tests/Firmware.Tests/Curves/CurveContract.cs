using System.Text;
using Firmware.Core;
using Firmware.Core.Curves;
using Firmware.Core.Telemetry;
using Support;

namespace Firmware.Tests.Curves;

/// <summary>What the firmware makes of the golden samples equals the golden files, byte for byte.</summary>
public static class CurveContract
{
    private static readonly GoldenFolder<GoldenCase> Golden = new("curve");

    public static TheoryData<string> Files() => Golden.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public static void Body_equals_the_golden_bytes(string file)
    {
        var golden = Golden.Case(file);
        Assert.Equal(Golden.Text(file), Encode(golden));
    }

    [Fact]
    public static void Every_golden_file_is_a_case() => Golden.AssertEveryFileIsACase();

    private static string Encode(GoldenCase golden)
    {
        var message = new CurveMessage(golden.Settings());
        message.AddRejected(golden.RejectedBefore);
        for (var n = 0; n < golden.Instants; n++)
        {
            var sample = golden.SampleAt(n);
            var isRejected = golden.Rejected.Contains(n);
            if (!sample.IsEmpty || isRejected) message.Add(n, sample, isRejected); // else the instant was missed
        }

        var length = message.Close();
        var body = new StringBuilder();
        CurveTelemetry.Append(body, golden.DeviceId, golden.StartUnixMs, message.Payload, length, golden.Boot, golden.Seq);
        return body.ToString();
    }

    private sealed record Bounds(int Temperature, int Humidity, int Pressure);

    private sealed record Channels(
        int?[]? Temperature = null,
        int?[]? Humidity = null,
        int?[]? Pressure = null,
        int?[]? DewPoint = null,
        int?[]? AbsoluteHumidity = null,
        int?[]? SeaLevelPressure = null);

    private sealed record GoldenCase(
        string File, string DeviceId, int Boot, int Seq, long StartUnixMs, int IntervalMs, Bounds Eps, int[] Rejected, Channels Samples, int RejectedBefore = 0) : IGoldenCase
    {
        public int Instants => (Samples.Temperature ?? Samples.Humidity ?? Samples.Pressure)!.Length;

        public DeviceSettings Settings() => new()
        {
            IntervalMs = IntervalMs,
            Temperature = new ChannelSettings(ChannelLimits.Temperature) { Epsilon = Eps.Temperature },
            Humidity = new ChannelSettings(ChannelLimits.Humidity) { Epsilon = Eps.Humidity },
            Pressure = new ChannelSettings(ChannelLimits.Pressure) { Epsilon = Eps.Pressure },
            Derived = new DerivedSettings
            {
                DewPoint = Samples.DewPoint is not null,
                AbsoluteHumidity = Samples.AbsoluteHumidity is not null,
                SeaLevelPressure = Samples.SeaLevelPressure is not null,
            },
            Telemetry = new TelemetrySettings { MaxBytes = TelemetrySettings.BodyMaxBytes },
        };

        public Sample SampleAt(int n)
        {
            var sample = new Sample();
            if (Samples.Temperature?[n] is { } centiC) sample.SetTemperature(centiC);
            if (Samples.Humidity?[n] is { } centiPercent) sample.SetHumidity(centiPercent);
            if (Samples.Pressure?[n] is { } pascals) sample.SetPressure(pascals);
            if (Samples.DewPoint?[n] is { } dewPoint) sample.SetDewPoint(dewPoint);
            if (Samples.AbsoluteHumidity?[n] is { } centiGrams) sample.SetAbsoluteHumidity(centiGrams);
            if (Samples.SeaLevelPressure?[n] is { } atSeaLevel) sample.SetSeaLevelPressure(atSeaLevel);
            return sample;
        }
    }
}
