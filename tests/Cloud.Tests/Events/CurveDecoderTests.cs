using Cloud.Core.Events;

namespace Cloud.Tests.Events;

public class CurveDecoderTests
{
    private const string Curve =
        """{"schema":"curve/1","deviceId":"kitchen","boot":3,"seq":17,"start":1795165200000,"interval":10000,"samples":6,"rejected":1,"temperature":[{"eps":10,"n":[0,2],"v":[2145,-5]},{"eps":10,"n":[4],"v":[2160]}],"humidity":{"eps":50,"n":[0,5],"v":[4020,4]}}""";

    private static readonly DateTimeOffset Nine = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Curve_1_is_read_whole()
    {
        Assert.True(ReadingDecoder.TryDecode(Event(Curve), "p", Nine.AddSeconds(61), out var readings, out var refusal), refusal.Detail);
        Assert.Equal(
            [(0, 21.45, 40.2), (10, 21.43, 40.21), (20, 21.4, 40.22), (30, null, 40.22), (40, 21.6, 40.23), (50, null, 40.24)],
            readings.Select(reading => ((int)(reading.EventTime - Nine).TotalSeconds, reading.Temperature, reading.Humidity!.Value)));
        Assert.All(readings, reading => Assert.Equal((Nine.AddSeconds(61), "kitchen-3-17", 3, 17), (reading.EnqueuedTime, reading.MessageId, reading.Boot, reading.Seq)));
        Assert.All(readings, reading => Assert.Null(reading.Pressure));
    }

    [Fact]
    public void Instants_without_any_value_are_no_readings()
    {
        var body = Curve.Replace(",\"humidity\":{\"eps\":50,\"n\":[0,5],\"v\":[4020,4]}", "", StringComparison.Ordinal);
        Assert.True(ReadingDecoder.TryDecode(Event(body), "p", Nine, out var readings, out var refusal), refusal.Detail);
        Assert.Equal([(0, 0), (1, 10), (2, 20), (3, 40)], readings.Select(one => (one.Item, (int)(one.EventTime - Nine).TotalSeconds)));
    }

    [Theory]
    [InlineData("\"start\":1795165200000,", "", RefusalReason.MissingValue, "no start")]
    [InlineData("\"seq\":17,", "", RefusalReason.MissingValue, "no seq")]
    [InlineData("1795165200000", "1e30", RefusalReason.OutOfRange, "start '1e30'")]
    [InlineData("1795165200000", "7000", RefusalReason.ImplausibleTime, "1970-01-01T00:00:07Z")]
    [InlineData("1795165200000", "4102444799999", RefusalReason.ImplausibleTime, "2100-01-01T00:00:49Z")]
    [InlineData("1795165200000", "253402300799999", RefusalReason.ImplausibleTime, "9999-12-31")]
    [InlineData("1795165200000", "9223372036854775807", RefusalReason.OutOfRange, "start")]
    [InlineData("\"interval\":10000", "\"interval\":0", RefusalReason.OutOfRange, "interval '0' is not an integer in [1, 86400000]")]
    [InlineData("\"samples\":6", "\"samples\":4097", RefusalReason.OutOfRange, "samples '4097' is not an integer in [1, 4096]")]
    [InlineData("\"samples\":6", "\"samples\":5", RefusalReason.InvalidCurve, "humidity: the knot at index 5 is not in (0, 5)")]
    [InlineData("\"samples\":6", "\"samples\":\"6\"", RefusalReason.OutOfRange, "samples '6'")]
    [InlineData("\"rejected\":1", "\"rejected\":-1", RefusalReason.OutOfRange, "rejected '-1' is not an integer in [0, 2147483647]")]
    [InlineData("\"n\":[0,2]", "\"n\":[0,0]", RefusalReason.InvalidCurve, "temperature: the knot at index 0 is not in (0, 6)")]
    [InlineData("\"n\":[0,2]", "\"n\":[-1,2]", RefusalReason.InvalidCurve, "temperature: an increment after index 0")]
    [InlineData("\"n\":[0,2]", "\"n\":[0,2147483648]", RefusalReason.InvalidCurve, "temperature: an increment after index 0")]
    [InlineData("\"n\":[0,2]", "\"n\":[1,2147483647]", RefusalReason.InvalidCurve, "temperature: an increment after index 1")]
    [InlineData("\"n\":[0,2]", "\"n\":[0,1.5]", RefusalReason.InvalidCurve, "temperature: an increment after index 0")]
    [InlineData("\"n\":[0,2]", "\"n\":[0,4]", RefusalReason.InvalidCurve, "temperature: the knot at index 4 is not in (4, 6)")]
    [InlineData("\"n\":[0,2]", "\"n\":[0]", RefusalReason.InvalidCurve, "temperature: a curve has 1 n and 2 v")]
    [InlineData("\"n\":[4],\"v\":[2160]", "\"n\":[],\"v\":[]", RefusalReason.InvalidCurve, "temperature: a curve has 0 n and 0 v")]
    [InlineData("\"n\":[4]", "\"n\":4", RefusalReason.InvalidCurve, "temperature: a curve has no arrays n and v")]
    [InlineData("[2145,-5]", "[2145,\"-5\"]", RefusalReason.InvalidCurve, "temperature: an increment after index 0")]
    [InlineData("[2145,-5]", "[2147483647,1]", RefusalReason.InvalidCurve, "temperature: an increment after index 0")]
    [InlineData("[2145,-5]", "[2145,-9223372036854775808]", RefusalReason.InvalidCurve, "temperature: an increment after index 0")]
    [InlineData("[2145,-5]", "[2145,200000]", RefusalReason.OutOfRange, "temperature")]
    [InlineData("\"eps\":50", "\"eps\":-1", RefusalReason.InvalidCurve, "humidity: a curve's eps")]
    [InlineData("{\"eps\":50,\"n\":[0,5],\"v\":[4020,4]}", "40.2", RefusalReason.InvalidCurve, "humidity: a curve's eps")]
    [InlineData("\"schema\":\"curve/1\"", "\"schema\":\"curve/2\"", RefusalReason.UnknownSchema, "schema 'curve/2' is neither flat/1 nor curve/1")]
    public void What_is_no_curve_is_refused_with_the_reason(string part, string instead, RefusalReason reason, string detail)
    {
        Assert.Contains(part, Curve, StringComparison.Ordinal);
        var body = Curve.Replace(part, instead, StringComparison.Ordinal);
        Assert.False(ReadingDecoder.TryDecode(Event(body), "p", Nine, out _, out var refusal));
        Assert.Equal(reason, refusal.Reason);
        Assert.Contains(detail, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_without_any_curve_is_refused()
    {
        const string Body = """{"schema":"curve/1","boot":3,"seq":17,"start":1795165200000,"interval":10000,"samples":6,"rejected":6,"temperature":[]}""";
        Assert.False(ReadingDecoder.TryDecode(Event(Body), "p", Nine, out _, out var refusal));
        Assert.Equal(RefusalReason.MissingValue, refusal.Reason);
    }

    [Fact]
    public void Any_damage_to_a_curve_is_decoded_within_the_ranges_or_refused_but_never_throws()
    {
        var refused = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var body = DamagedBody.Of(Curve, new Random(seed));
            if (!ReadingDecoder.TryDecode(Event(body), "p", Nine, out var readings, out var refusal))
            {
                refused++;
                Assert.False(string.IsNullOrEmpty(refusal.Detail), $"seed {seed}");
                continue;
            }

            Assert.True(readings.Count is > 0 and <= CurveDecoder.SamplesMax, $"seed {seed}: {body}");
            Assert.True(readings.All(one => one.Temperature is null or (>= -273.15 and <= 2000)), $"seed {seed}: {body}");
        }

        Assert.InRange(refused, 10_000, 19_999);
    }

    private static HubEvent Event(string body) => new() { Body = body, DeviceId = "kitchen", MessageId = "kitchen-3-17", SequenceNumber = 1 };
}
