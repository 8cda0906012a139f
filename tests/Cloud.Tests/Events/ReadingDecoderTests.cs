using Cloud.Core.Events;

namespace Cloud.Tests.Events;

public class ReadingDecoderTests
{
    private const string Flat =
        """{"schema":"flat/1","deviceId":"kitchen","timestamp":"2026-11-20T09:00:00.000Z","temperature":21.45,"humidity":40.2,"pressure":1013.25,"boot":3,"seq":17}""";

    private static readonly DateTimeOffset Nine = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Flat_1_is_read_whole()
    {
        var reading = Decode(Flat);
        Assert.Equal(("kitchen", Nine, Nine.AddSeconds(1)), (reading.DeviceId, reading.EventTime, reading.EnqueuedTime));
        Assert.Equal((21.45, 40.2, 1013.25), (reading.Temperature, reading.Humidity, reading.Pressure));
        Assert.Equal((3, 17, "kitchen-3-17"), (reading.Boot, reading.Seq, reading.MessageId));
    }

    [Fact]
    public void The_device_is_the_authenticated_one_whatever_the_body_says() =>
        Assert.Equal("kitchen", Decode(Flat.Replace("kitchen", "offices", StringComparison.Ordinal)).DeviceId);

    [Fact]
    public void A_channel_left_out_is_absent()
    {
        var reading = Decode("""{"schema":"flat/1","timestamp":"2026-11-20T09:00:00.000Z","humidity":40.2,"boot":3,"seq":17}""");
        Assert.Equal((null, 40.2, null), (reading.Temperature, reading.Humidity, reading.Pressure));
    }

    [Theory]
    [InlineData("""{"sensor_id":"s","timestamp":"2026-11-20T09:00:00+00:00","value":21.5}""")]
    [InlineData("""{"id":"s","time":"2026-11-20T10:00:00+0100","temp":21.5}""")]
    [InlineData("""{"device":"s","datetime":"2026-11-20 09:00:00","temperature":"21.5"}""")]
    [InlineData("""{"time":1795165200,"temp":21.5}""")]
    [InlineData("""{"time":1795165200000,"temp":21.5}""")]
    [InlineData("""{"time":"2026-11-20T09:00:00.0001Z","temp":21.5}""")]
    [InlineData("""{"time":"2026-11-20T09:00:00.000123456Z","temp":21.5}""")]
    public void Other_devices_spellings_are_understood(string body)
    {
        var reading = Decode(body);
        Assert.Equal((Nine, 21.5), (reading.EventTime, reading.Temperature));
    }

    [Fact]
    public void Without_a_timestamp_another_devices_reading_has_its_arrival_time() =>
        Assert.Equal(Nine.AddSeconds(1), Decode("""{"temp":21.5}""").EventTime);

    [Fact]
    public void Boot_and_seq_of_another_device_mean_nothing() =>
        Assert.Null(Decode("""{"temp":21.5,"boot":1,"seq":1}""").Seq);

    [Theory]
    [InlineData("\uFFFD", RefusalReason.InvalidUtf8)]
    [InlineData("", RefusalReason.InvalidJson)]
    [InlineData("{", RefusalReason.InvalidJson)]
    [InlineData("21.5", RefusalReason.InvalidJson)]
    [InlineData("""[{"temp":21.5}]""", RefusalReason.InvalidJson)]
    [InlineData("""{"\ud800":1,"temp\ud800":21.5}""", RefusalReason.InvalidJson)]
    [InlineData("""{"temp":"\ud800"}""", RefusalReason.NotANumber)]
    [InlineData("""{"temp":NaN}""", RefusalReason.NotANumber)]
    [InlineData("""{"temp":"NaN"}""", RefusalReason.NotANumber)]
    [InlineData("""{"temp":-Infinity}""", RefusalReason.NotANumber)]
    [InlineData("""{"temp":"warm"}""", RefusalReason.NotANumber)]
    [InlineData("""{"temp":[21.5]}""", RefusalReason.NotANumber)]
    [InlineData("""{"temp":1e999}""", RefusalReason.OutOfRange)]
    [InlineData("""{"temp":-273.16}""", RefusalReason.OutOfRange)]
    [InlineData("""{"humidity":100.01}""", RefusalReason.OutOfRange)]
    [InlineData("""{"pressure":-1}""", RefusalReason.OutOfRange)]
    [InlineData("{}", RefusalReason.MissingValue)]
    [InlineData("""{"temp":null}""", RefusalReason.MissingValue)]
    [InlineData("""{"temp":21.5,"time":"yesterday"}""", RefusalReason.InvalidTime)]
    [InlineData("""{"temp":21.5,"time":true}""", RefusalReason.InvalidTime)]
    [InlineData("""{"temp":21.5,"time":1e300}""", RefusalReason.InvalidTime)]
    [InlineData("""{"temp":21.5,"time":"2026-02-30T09:00:00Z"}""", RefusalReason.InvalidTime)]
    [InlineData("""{"temp":21.5,"time":"1970-01-01T00:00:07Z"}""", RefusalReason.ImplausibleTime)]
    [InlineData("""{"temp":21.5,"time":"2106-02-07T06:28:15Z"}""", RefusalReason.ImplausibleTime)]
    [InlineData("""{"temp":21.5,"time":0}""", RefusalReason.ImplausibleTime)]
    [InlineData("""{"temp":21.5,"schema":"curve/9"}""", RefusalReason.UnknownSchema)]
    [InlineData("""{"temp":21.5,"schema":7}""", RefusalReason.UnknownSchema)]
    public void What_cannot_be_decoded_is_refused_with_the_reason(string body, RefusalReason expected)
    {
        var refusal = Refused(Event(body));
        Assert.Equal(expected, refusal.Reason);
        Assert.NotEmpty(refusal.Detail);
    }

    [Theory]
    [InlineData("\"timestamp\":\"2026-11-20T09:00:00.000Z\",", "", RefusalReason.MissingValue)]
    [InlineData("\"boot\":3,", "", RefusalReason.MissingValue)]
    [InlineData("\"seq\":17", "\"seq\":-1", RefusalReason.OutOfRange)]
    [InlineData("\"seq\":17", "\"seq\":1e30", RefusalReason.OutOfRange)]
    [InlineData("21.45", "\"21.45\"", RefusalReason.NotANumber)]
    public void Flat_1_is_taken_at_its_word(string part, string instead, RefusalReason expected) =>
        Assert.Equal(expected, Refused(Event(Flat.Replace(part, instead, StringComparison.Ordinal))).Reason);

    [Fact]
    public void The_schema_may_stand_in_the_properties()
    {
        var hubEvent = Event("""{"temp":21.5}""") with { Properties = new Dictionary<string, string> { ["schema"] = "flat/1" } };
        Assert.Equal(RefusalReason.MissingValue, Refused(hubEvent).Reason);
    }

    [Fact]
    public void Without_an_authenticated_device_nothing_is_decoded() =>
        Assert.Equal(RefusalReason.NoDeviceIdentity, Refused(Event(Flat) with { DeviceId = null }).Reason);

    [Fact]
    public void Any_damage_to_a_body_is_decoded_within_the_ranges_or_refused_but_never_throws()
    {
        var refused = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var body = DamagedBody.Of(Flat, new Random(seed));
            if (!ReadingDecoder.TryDecode(Event(body), "p", Nine, out var readings, out var refusal))
            {
                refused++;
                Assert.False(string.IsNullOrEmpty(refusal.Detail), $"seed {seed}");
                continue;
            }

            var reading = Assert.Single(readings);
            Assert.True(reading.Temperature is null or (>= -273.15 and <= 2000), $"seed {seed}: {body}");
            Assert.True(reading.EventTime.Year is >= 2010 and < 2100, $"seed {seed}: {body}");
        }

        Assert.InRange(refused, 10_000, 19_999);
    }

    private static HubEvent Event(string body) => new()
    {
        Body = body,
        DeviceId = "kitchen",
        MessageId = "kitchen-3-17",
        SequenceNumber = 1,
    };

    private static Reading Decode(string body)
    {
        Assert.True(ReadingDecoder.TryDecode(Event(body), "p", Nine.AddSeconds(1), out var readings, out var refusal), refusal.Detail);
        return Assert.Single(readings);
    }

    private static Refusal Refused(HubEvent hubEvent)
    {
        Assert.False(ReadingDecoder.TryDecode(hubEvent, "p", Nine.AddSeconds(1), out _, out var refusal));
        return refusal;
    }
}
