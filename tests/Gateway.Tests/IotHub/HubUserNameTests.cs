using Gateway.Core.IotHub;
using Gateway.Core.Provisioning;

namespace Gateway.Tests.IotHub;

/// <summary>User names as observed with azure-iot-device 1.18.4, and as azure-sdk-for-c writes them.</summary>
public sealed class HubUserNameTests
{
    [Theory]
    [InlineData(
        "hub.test/dev1/?api-version=2021-04-12&DeviceClientType=azure-iot-device%2F1.18.4%20(node%20v20.20.2%3B%20Debian%2012%3B%20x64)",
        null, "azure-iot-device/1.18.4 (node v20.20.2; Debian 12; x64)")]
    [InlineData("hub.test/dev1/api-version=2018-06-30", null, null)]
    [InlineData(
        "hub.test/dev1/?api-version=2021-04-12&model-id=dtmi:com:example:Thermostat;1&DeviceClientType=x",
        "dtmi:com:example:Thermostat;1", "x")]
    [InlineData(
        "hub.test/dev1/?api-version=2020-09-30&DeviceClientType=azsdk-c%2F1.5&model-id=dtmi%3Aa%3Bb%3B1", "dtmi:a;b;1", "azsdk-c/1.5")]
    [InlineData("hub.test/dev1/?api-version=1&model-id=a/b&model-id=second", "a/b", null)]
    public void Both_spellings_of_a_device_are_read(string text, string? modelId, string? clientType) =>
        Assert.Equal(new HubUserName("hub.test", "dev1", null, modelId, clientType), HubUserName.Parse(text));

    [Fact]
    public void A_module_is_told_from_a_device() =>
        Assert.Equal("mod1", HubUserName.Parse("hub.test/dev1/mod1/?api-version=2021-04-12")!.ModuleId);

    [Fact]
    public void A_port_in_the_host_name_is_kept() =>
        Assert.Equal("localhost:18883", HubUserName.Parse("localhost:18883/dev1/?api-version=2021-04-12")!.HostName);

    [Theory]
    [InlineData("")]
    [InlineData("hub.test/dev1")]
    [InlineData("hub.test/dev1/?no-version=1")]
    [InlineData("hub.test/dev1?api-version=2021-04-12")]
    [InlineData("hub.test//?api-version=2021-04-12")]
    [InlineData("/dev1/?api-version=2021-04-12")]
    [InlineData("hub.test/?api-version=2021-04-12")]
    [InlineData("hub.test/dev1/mod1/more/?api-version=2021-04-12")]
    public void What_names_no_device_is_refused(string text) => Assert.Null(HubUserName.Parse(text));

    [Fact]
    public void A_registration_is_told_from_a_device()
    {
        var name = ProvisioningUserName.Parse(
            "0ne00AAAAAA/registrations/reg-1/api-version=2019-03-31&ClientVersion=azure-iot-provisioning-device%2F1.9.1");

        Assert.Equal(new ProvisioningUserName("0ne00AAAAAA", "reg-1", "azure-iot-provisioning-device/1.9.1"), name);
    }

    [Theory]
    [InlineData("hub.test/registrations/?api-version=2021-04-12")]
    [InlineData("hub.test/dev1/?api-version=2021-04-12")]
    [InlineData("hub.test/registrations/mod1/?api-version=2021-04-12")]
    [InlineData("0ne00AAAAAA/registrations//api-version=2019-03-31")]
    [InlineData("0ne00AAAAAA/enrollments/reg-1/api-version=2019-03-31")]
    public void What_names_no_registration_is_none(string text) => Assert.Null(ProvisioningUserName.Parse(text));
}
