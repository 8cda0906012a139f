using System.Text;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Hub;

namespace Firmware.Tests.VirtualDevice;

/// <summary>Known answers, made with Microsoft's own packages (azure-iot-common 1.13.3) and documentation.</summary>
public sealed class KeysTest
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");
    private static readonly DateTimeOffset Expiry = DateTimeOffset.FromUnixTimeSeconds(1_900_000_000);

    [Theory]
    [InlineData("contoso.azure-devices.net/devices/dev1", null,
        "sr=contoso.azure-devices.net%2Fdevices%2Fdev1&sig=ywPr6DijGIlD79QW7q%2BcpNbhFHQBZsp1BuICfotOAZI%3D&se=1900000000")]
    [InlineData("contoso.azure-devices.net/devices/dev1/modules/mod1", null,
        "sr=contoso.azure-devices.net%2Fdevices%2Fdev1%2Fmodules%2Fmod1&sig=G6L2ig3zNQH8bdYdlwYaTCicl7kG9nu%2F6OSOzJkvOkU%3D"
        + "&se=1900000000")]
    [InlineData("contoso.azure-devices.net/devices", "device",
        "sr=contoso.azure-devices.net%2Fdevices&sig=5bfVxfRVMrIWcpYI6XHsQF%2FiTXfak2OCalB13oUSELc%3D&se=1900000000&skn=device")]
    [InlineData("0ne00AAAAAA/registrations/reg-1", "registration",
        "sr=0ne00AAAAAA%2Fregistrations%2Freg-1&sig=YyoIaXlMJ%2Fu0JRz2%2F5hz5ht4pxkHTiAHAqd%2BppB43JA%3D&se=1900000000&skn=registration")]
    public void Tokens_are_signed_as_Microsoft_signs_them(string resource, string? policy, string token) =>
        Assert.Equal($"SharedAccessSignature {token}", SasToken.Sign(resource, Key, Expiry, policy));

    [Fact]
    public void A_device_key_is_derived_as_Microsoft_derives_it()
    {
        const string base64 = "8isrFI1sGsIlvvFSSFRiMfCNzv21fjbE/+ah/lSh3lF8e2YG1Te7w1KpZhJFFXJrqYKi9yegxkqIChbqOS9Egw==";
        Assert.True(DeviceKey.TryParse(base64, out var group));
        Assert.Equal(
            "Jsm0lyGpjaVYVP2g3FnmnmG9dI/9qU24wNoykUmermc=",
            Convert.ToBase64String(DeviceKey.Derive(group, "sn-007-888-abc-mac-a1-b2-c3-d4-e5-f6")));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_key_is_16_to_64_bytes(int length, bool isKey) =>
        Assert.Equal(isKey, DeviceKey.TryParse(Convert.ToBase64String(new byte[length]), out _));

    [Fact]
    public void What_is_no_base64_is_no_key() => Assert.False(DeviceKey.TryParse("not base64!", out _));

    [Theory]
    [InlineData("hub.example", "hub.example", 8883)]
    [InlineData("localhost:18883", "localhost", 18883)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    public void A_hub_is_a_host_with_or_without_a_port(string text, string host, int port)
    {
        Assert.True(HubAddress.TryParse(text, 8883, out var address));
        Assert.Equal(new HubAddress(host, port), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":8883")]
    [InlineData("hub:")]
    [InlineData("hub:0")]
    [InlineData("hub:65536")]
    [InlineData("hub:-1")]
    [InlineData("a b")]
    public void What_is_no_hub_is_refused(string text) => Assert.False(HubAddress.TryParse(text, 8883, out _));

    [Fact]
    public void A_connection_string_is_read_in_any_order_and_never_shown_with_its_key()
    {
        var parsed = DeviceConnectionString.Parse(
            "SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=;DeviceId=dev1;HostName=contoso.azure-devices.net", out _);
        Assert.Equal(("contoso.azure-devices.net", "dev1"), (parsed!.Hub, parsed.DeviceId));
        Assert.Equal(Key, parsed.Key);
        Assert.Equal("contoso.azure-devices.net/dev1", parsed.ToString());
    }

    [Theory]
    [InlineData("DeviceId=d;SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZg==", "it has no usable HostName=")]
    [InlineData("HostName=h;SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZg==", "it has no usable DeviceId=")]
    [InlineData("HostName=h;DeviceId=..;SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZg==", "it has no usable DeviceId=")]
    [InlineData("HostName=h;DeviceId=d;SharedAccessKey=c2hvcnQ=", "it has no usable SharedAccessKey=")]
    public void A_bad_connection_string_is_explained_without_its_key(string text, string problem)
    {
        Assert.Null(DeviceConnectionString.Parse(text, out var explained));
        Assert.StartsWith(problem, explained, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", explained, StringComparison.Ordinal);
    }

    [Fact]
    public void The_telemetry_topic_carries_the_properties_as_hub_clients_encode_them() => Assert.Equal(
        "devices/kitchen/messages/events/%24.mid=kitchen-3-17&%24.ct=application%2Fjson&%24.ce=utf-8&schema=flat%2F1",
        TelemetryTopic.For("kitchen", new HubMessage("kitchen-3-17", "flat/1", "{}")));

    [Fact]
    public void The_telemetry_topic_of_an_alert_says_so() => Assert.EndsWith(
        "&schema=alarm%2F1&priority=alert",
        TelemetryTopic.For("kitchen", new HubMessage("kitchen-3-18", "alarm/1", "{}", isAlert: true)),
        StringComparison.Ordinal);
}
