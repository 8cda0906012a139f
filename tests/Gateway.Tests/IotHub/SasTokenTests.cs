using Gateway.Core.IotHub;

namespace Gateway.Tests.IotHub;

/// <summary>Known-answer vectors, made with azure-iot-common 1.13.3.</summary>
public sealed class SasTokenTests
{
    private const string Device = "sr=contoso.azure-devices.net%2Fdevices%2Fdev1&sig=ywPr6DijGIlD79QW7q%2BcpNbhFHQBZsp1BuICfotOAZI%3D";
    private static readonly byte[] Key = Convert.FromBase64String("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");

    [Theory]
    [InlineData(Device, "contoso.azure-devices.net/devices/dev1")]
    [InlineData(
        "sr=contoso.azure-devices.net%2Fdevices%2Fdev1%2Fmodules%2Fmod1&sig=G6L2ig3zNQH8bdYdlwYaTCicl7kG9nu%2F6OSOzJkvOkU%3D",
        "contoso.azure-devices.net/devices/dev1/modules/mod1")]
    [InlineData(
        "sr=contoso.azure-devices.net%2Fdevices&sig=5bfVxfRVMrIWcpYI6XHsQF%2FiTXfak2OCalB13oUSELc%3D&skn=device",
        "contoso.azure-devices.net/devices")]
    [InlineData(
        "sr=0ne00AAAAAA/registrations/reg-1&sig=5ILSN%2BI4mLbmnCneWMUJuZf5sYXlF3Y%2BV1UDyL0We3o%3D&skn=registration",
        "0ne00AAAAAA/registrations/reg-1")]
    [InlineData(
        "sr=0ne00AAAAAA%2Fregistrations%2Freg-1&sig=YyoIaXlMJ%2Fu0JRz2%2F5hz5ht4pxkHTiAHAqd%2BppB43JA%3D&skn=registration",
        "0ne00AAAAAA/registrations/reg-1")]
    public void A_known_token_is_signed_with_its_key_and_no_other(string fields, string resource)
    {
        var token = SasToken.Parse($"SharedAccessSignature {fields}&se=1900000000");

        Assert.NotNull(token);
        Assert.Equal(resource, token.Resource);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_900_000_000), token.ExpiresAt);
        Assert.True(token.IsSignedWith(Key));
        Assert.False(token.IsSignedWith([.. Key.Reverse()]));
    }

    [Fact]
    public void The_signature_covers_the_expiry() =>
        Assert.False(SasToken.Parse($"SharedAccessSignature {Device}&se=1900000001")!.IsSignedWith(Key));

    [Fact]
    public void The_signature_covers_the_resource_as_it_is_spelt()
    {
        var respelt = Device.Replace("%2F", "%2f", StringComparison.Ordinal);

        Assert.False(SasToken.Parse($"SharedAccessSignature {respelt}&se=1900000000")!.IsSignedWith(Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SharedAccessSignature ")]
    [InlineData("sharedaccesssignature " + Device + "&se=1900000000")]
    [InlineData("SharedAccessSignature " + Device)]
    [InlineData("SharedAccessSignature " + Device + "&se=")]
    [InlineData("SharedAccessSignature " + Device + "&se=-1")]
    [InlineData("SharedAccessSignature " + Device + "&se=1e9")]
    [InlineData("SharedAccessSignature " + Device + "&se=253402300800")]
    [InlineData("SharedAccessSignature " + Device + "&se=99999999999999999999")]
    [InlineData("SharedAccessSignature sr=a&sig=AAAA&se=1900000000")]
    [InlineData("SharedAccessSignature sr=a&sig=no%20base64&se=1900000000")]
    [InlineData("SharedAccessSignature sr=&sig=ywPr6DijGIlD79QW7q%2BcpNbhFHQBZsp1BuICfotOAZI%3D&se=1900000000")]
    public void What_is_no_token_is_none(string text) => Assert.Null(SasToken.Parse(text));

    [Fact]
    public void The_last_second_that_can_be_held_is_an_expiry() =>
        Assert.Equal(9999, SasToken.Parse($"SharedAccessSignature {Device}&se=253402300799")!.ExpiresAt.Year);
}
