using System.Text.Json;
using Cloud.Core.Events;
using Support;

namespace Cloud.Tests.Events;

/// <summary>The cloud's side of the curve/1 contract: every golden body is decoded to the values that cases.json states.</summary>
public class CurveContractTests
{
    public sealed record Channels(
        int?[]? Temperature = null,
        int?[]? Humidity = null,
        int?[]? Pressure = null,
        int?[]? DewPoint = null,
        int?[]? AbsoluteHumidity = null,
        int?[]? SeaLevelPressure = null)
    {
        public int?[]?[] All => [Temperature, Humidity, Pressure, DewPoint, AbsoluteHumidity, SeaLevelPressure];
    }

    public sealed record Bounds(int Temperature, int Humidity, int Pressure)
    {
        public int[] All => [Temperature, Humidity, Pressure, 10, 10, 10];
    }

    private sealed record Case(
        string File, string DeviceId, long Boot, long Seq, long StartUnixMs, long IntervalMs, Bounds Eps, Channels Samples, Channels Decoded) : IGoldenCase
    {
        public int Instants => Samples.All.Max(values => values?.Length ?? 0);

        public bool IsOutOfRange => File == "int-extremes.json";
    }

    private static readonly GoldenFolder<Case> Folder = new("curve");

    public static TheoryData<string> Files => Folder.Files;

    public static TheoryData<string> FilesInRange => [.. Folder.Cases.Where(one => !one.IsOutOfRange).Select(one => one.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Golden_body_is_decoded_to_the_hundredth(string file)
    {
        var golden = Find(file);
        using var body = JsonDocument.Parse(Body(file));
        Assert.True(CurveDecoder.TryReadChannels(body.RootElement, golden.Instants, out var channels, out var refusal), refusal.Detail);
        for (var index = 0; index < channels.Length; index++)
            Assert.Equal(golden.Decoded.All[index] ?? new int?[golden.Instants], channels[index].Values);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Golden_values_lie_within_epsilon_of_the_samples(string file)
    {
        var golden = Find(file);
        for (var index = 0; index < golden.Samples.All.Length; index++)
        {
            var (samples, decoded) = (golden.Samples.All[index] ?? [], golden.Decoded.All[index] ?? []);
            Assert.Equal(samples.Select(value => value is null), decoded.Select(value => value is null));
            Assert.All(samples.Zip(decoded), pair => Assert.False(Math.Abs((long)(pair.First ?? 0) - (pair.Second ?? 0)) > golden.Eps.All[index]));
        }
    }

    [Theory]
    [MemberData(nameof(FilesInRange))]
    public void Golden_body_becomes_one_reading_for_each_instant_with_a_value(string file)
    {
        var golden = Find(file);
        var decoded = ReadingDecoder.TryDecode(Event(golden), "p", DateTimeOffset.UnixEpoch, out var readings, out var refusal);
        Assert.True(decoded, refusal.Detail);
        Assert.Equal(Expected(golden), readings!.Select(reading => (
            reading.EventTime.ToUnixTimeMilliseconds(),
            new[] { reading.Temperature, reading.Humidity, reading.Pressure, reading.DewPoint, reading.AbsoluteHumidity, reading.SeaLevelPressure })));
        Assert.All(readings!, reading => Assert.Equal((golden.DeviceId, golden.Boot, golden.Seq), (reading.DeviceId, reading.Boot, reading.Seq)));
        Assert.Equal(Enumerable.Range(0, readings!.Count), readings.Select(reading => reading.Item));
    }

    [Fact]
    public void Values_that_no_air_can_have_are_refused()
    {
        Assert.False(ReadingDecoder.TryDecode(Event(Find("int-extremes.json")), "p", DateTimeOffset.UnixEpoch, out _, out var refusal));
        Assert.Equal((RefusalReason.OutOfRange, "temperature -21474836.48 is outside [-273.15, 2000]"), (refusal.Reason, refusal.Detail));
    }

    private static IEnumerable<(long Time, double?[] Values)> Expected(Case golden)
    {
        for (var n = 0; n < golden.Instants; n++)
        {
            var values = golden.Decoded.All.Select(channel => channel?[n] / 100.0).ToArray();
            if (values.Any(value => value is not null)) yield return (golden.StartUnixMs + (n * golden.IntervalMs), values);
        }
    }

    private static HubEvent Event(Case golden) => new() { Body = Body(golden.File), DeviceId = golden.DeviceId };

    private static string Body(string file) => Folder.Text(file);

    private static Case Find(string file) => Folder.Case(file);
}
