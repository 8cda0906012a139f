using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.StoreAndForward;
using Gateway.Core.Upstream;

namespace Gateway.Tests.Upstream;

/// <summary>
/// Topics after Microsoft, "Communicate with an IoT hub using the MQTT protocol"; creation time after Microsoft, "Create and read IoT
/// Hub messages". The tokens were made with azure-iot-common 1.13.3.
/// </summary>
public sealed class UpstreamTelemetryTests
{
    private static readonly DateTimeOffset Received = new(2026, 11, 20, 9, 0, 0, 500, TimeSpan.Zero);
    private static readonly byte[] Key = Convert.FromBase64String("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    private static readonly DateTimeOffset Expiry = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000);

    [Fact]
    public void A_message_goes_on_under_its_own_id_and_properties_with_the_time_at_which_it_came()
    {
        var topic = UpstreamTelemetry.Topic(Stamped("%24.mid=kitchen-3-17&%24.ct=application%2Fjson&%24.cid=c%201&schema=flat%2F1"));

        Assert.Equal(
            "devices/kitchen/messages/events/%24.mid=kitchen-3-17&%24.ct=application%2Fjson&%24.cid=c%201&schema=flat%2F1"
            + "&iothub-creation-time-utc=2026-11-20T09%3A00%3A00.500Z",
            topic);
    }

    [Theory]
    [InlineData("iothub-creation-time-utc=2026-01-02T03%3A04%3A05.000Z")]
    [InlineData("%24.ctime=2026-01-02T03%3A04%3A05.000Z")]
    public void A_creation_time_of_the_device_s_own_is_kept(string bag) =>
        Assert.Equal("devices/kitchen/messages/events/" + bag, UpstreamTelemetry.Topic(Stamped(bag)));

    [Fact]
    public void A_module_speaks_over_its_own_identity()
    {
        var message = Stamped("", "camera");

        Assert.Equal("kitchen/camera", UpstreamTelemetry.ClientId(message));
        Assert.StartsWith("devices/kitchen/modules/camera/messages/events/", UpstreamTelemetry.Topic(message), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("priority=alert", true)]
    [InlineData("priority=low", false)]
    [InlineData("note=priority", false)]
    [InlineData("", false)]
    public void An_alert_is_what_says_so(string bag, bool isAlert) => Assert.Equal(isAlert, UpstreamTelemetry.IsAlert(Stamped(bag)));

    [Theory]
    [InlineData(null, "ywPr6DijGIlD79QW7q%2BcpNbhFHQBZsp1BuICfotOAZI%3D", "contoso.azure-devices.net%2Fdevices%2Fdev1")]
    [InlineData("mod1", "G6L2ig3zNQH8bdYdlwYaTCicl7kG9nu%2F6OSOzJkvOkU%3D", "contoso.azure-devices.net%2Fdevices%2Fdev1%2Fmodules%2Fmod1")]
    public void An_identity_signs_with_its_own_key(string? module, string signature, string resource)
    {
        var credentials = UpstreamCredentials.For(Identity("dev1", module), "contoso.azure-devices.net", null, Expiry)!;

        Assert.Equal($"SharedAccessSignature sr={resource}&sig={signature}&se=1900000000", credentials.Password);
        Assert.Equal(
            $"contoso.azure-devices.net/{Identity("dev1", module).ClientId}/?api-version=2021-04-12", credentials.UserName);
        Assert.DoesNotContain(signature, credentials.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_signs_for_every_identity()
    {
        var identity = Identity("dev1") with { Authentication = new Authentication.CertificateAuthority() };

        Assert.Null(UpstreamCredentials.For(identity, "contoso.azure-devices.net", null, Expiry));
        Assert.Equal(
            "SharedAccessSignature sr=contoso.azure-devices.net%2Fdevices&sig=5bfVxfRVMrIWcpYI6XHsQF%2FiTXfak2OCalB13oUSELc%3D"
            + "&se=1900000000&skn=device",
            UpstreamCredentials.For(identity, "contoso.azure-devices.net", new UpstreamPolicy("device", Key), Expiry)!.Password);
    }

    private static Message Stamped(string bag, string? module = null) =>
        TelemetryStamp.Stamp(Identity("kitchen", module), PropertyBag.Decode(bag), false, new byte[2], Received);

    private static DeviceIdentity Identity(string device, string? module = null) => new()
    {
        DeviceId = device,
        ModuleId = module,
        GenerationId = "1",
        Authentication = new Authentication.SymmetricKeys(Key, Key),
        CreatedAtUnixMs = 0,
        UpdatedAtUnixMs = 0,
    };
}
