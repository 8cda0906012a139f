using System.Text.Json;
using Gateway.Core.IotHub;
using Gateway.Core.Registry;

namespace Gateway.Tests.IotHub;

/// <summary>Property bags as observed with azure-iot-device 1.18.4.</summary>
public sealed class PropertyBagTests
{
    private const string Observed =
        "%24.mid=m-1&%24.cid=c%201&%24.uid=u1&%24.to=x&%24.ct=application%2Fjson&%24.ce=utf-8&%24.exp=2030-01-02T03%3A04%3A05.000Z"
        + "&level=high%20%26%20low&empty=&%C3%BCn%C3%AF=a%2Fb%3Dc%2Bd&iothub-creation-time-utc=2026-01-02T03%3A04%3A05.000Z";

    private static readonly DeviceIdentity Device = new()
    {
        DeviceId = "dev1",
        GenerationId = "g1",
        Authentication = new Authentication.SymmetricKeys(new byte[32], new byte[32]),
        CreatedAtUnixMs = 0,
        UpdatedAtUnixMs = 0,
    };

    [Fact]
    public void The_observed_bag_is_parted_into_system_and_application_properties()
    {
        var properties = TelemetryProperties.From(PropertyBag.Decode(Observed));

        Assert.Equal(
            [
                new("message-id", "m-1"), new("correlation-id", "c 1"), new("user-id", "u1"), new("to", "x"),
                new("content-type", "application/json"), new("content-encoding", "utf-8"),
                new("absolute-expiry-time", "2030-01-02T03:04:05.000Z"),
            ],
            properties.System);
        Assert.Equal(
            [
                new("level", "high & low"), new("empty", ""), new("ünï", "a/b=c+d"),
                new("iothub-creation-time-utc", "2026-01-02T03:04:05.000Z"),
            ],
            properties.Application);
    }

    [Fact]
    public void Encoding_gives_what_the_official_client_sends() =>
        Assert.Equal(Observed, PropertyBag.Encode(PropertyBag.Decode(Observed).Pairs));

    [Theory]
    [InlineData("a", "a", "")]
    [InlineData("a=", "a", "")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("a=1+2", "a", "1+2")]
    [InlineData("a=%zz", "a", "%zz")]
    [InlineData("a=1&a=2", "a", "1")]
    [InlineData("&&a=1&", "a", "1")]
    public void One_pair_is_read(string bag, string name, string value) => Assert.Equal([new(name, value)], PropertyBag.Decode(bag).Pairs);

    [Fact]
    public void A_device_cannot_say_who_it_is_by_a_property()
    {
        var bag = PropertyBag.Decode("iothub-connection-device-id=other&%24.cdid=other");

        var message = TelemetryStamp.Stamp(Device, bag, isRetained: false, default, DateTimeOffset.UnixEpoch);

        var system = JsonSerializer.Deserialize<Dictionary<string, string>>(message.SystemProperties)!;
        Assert.Equal("dev1", system["iothub-connection-device-id"]);
        Assert.Equal("g1", system["iothub-connection-auth-generation-id"]);
        Assert.Equal("1970-01-01T00:00:00Z", system["iothub-enqueuedtime"]);
        Assert.DoesNotContain("other", system.Values);
    }

    [Fact]
    public void A_retained_message_is_not_retained_but_marked()
    {
        var message = TelemetryStamp.Stamp(Device, PropertyBag.Empty, isRetained: true, default, DateTimeOffset.UnixEpoch);

        Assert.Equal("""{"mqtt-retain":"true"}""", message.Properties);
    }

    [Fact]
    public void A_body_or_message_id_at_its_limit_is_taken_and_beyond_it_refused()
    {
        Stamp(TelemetryStamp.MessageBytesMax - TelemetryStamp.MessageIdCharactersMax, TelemetryStamp.MessageIdCharactersMax);
        Assert.Throws<HubViolationException>(() => Stamp(TelemetryStamp.MessageBytesMax, 1));
        Assert.Throws<HubViolationException>(() => Stamp(1, TelemetryStamp.MessageIdCharactersMax + 1));
    }

    private static void Stamp(int bodyBytes, int messageIdCharacters)
    {
        var bag = PropertyBag.Decode("%24.mid=" + new string('m', messageIdCharacters));
        Assert.NotNull(TelemetryStamp.Stamp(Device, bag, isRetained: false, new byte[bodyBytes], DateTimeOffset.UnixEpoch).MessageId);
    }
}
