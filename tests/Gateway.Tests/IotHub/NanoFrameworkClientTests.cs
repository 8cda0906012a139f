using Gateway.Core.IotHub;
using Gateway.Core.Provisioning;

namespace Gateway.Tests.IotHub;

/// <summary>What our board sends: the strings of nanoFramework.Azure.Devices.Client 1.2.120, which differ from the big SDKs'.</summary>
public class NanoFrameworkClientTests
{
    [Theory]
    [InlineData("devices/kitchen/messages/devicebound/#")]
    [InlineData("$iothub/twin/#")]
    [InlineData("$iothub/methods/POST/#")]
    public void Its_subscriptions_are_granted(string filter) => Assert.True(HubSubscription.IsAllowed(filter, "kitchen"));

    [Fact]
    public void Its_telemetry_topic_carries_id_content_type_and_schema()
    {
        var topic = HubTopic.Parse(
            "devices/kitchen/messages/events/$.ct=application%2Fjson&$.ce=utf-8&%24.mid=kitchen-3-17&schema=flat%2F1");

        var bag = PropertyBag.Decode(Assert.IsType<HubTopic.Telemetry>(topic).Bag);
        Assert.Equal(
            ("application/json", "utf-8", "kitchen-3-17", "flat/1"),
            (bag.Find("$.ct"), bag.Find("$.ce"), bag.Find("$.mid"), bag.Find("schema")));
    }

    [Fact]
    public void Its_user_names_are_read()
    {
        var hub = HubUserName.Parse("hub.test/kitchen/?api-version=2021-04-12&DeviceClientType=nano%3Bazrsdk1.2.120.44146%3BESP32_REV3");
        var dps = ProvisioningUserName.Parse(
            "0ne00000000/registrations/kitchen/api-version=2019-03-31&DeviceClientType=nano%3Bazrsdk1.2.120.44146%3BESP32_REV3");

        Assert.Equal(("hub.test", "kitchen", "nano;azrsdk1.2.120.44146;ESP32_REV3"), (hub?.HostName, hub?.DeviceId, hub?.ClientType));
        Assert.Equal(("0ne00000000", "kitchen"), (dps?.IdScope, dps?.RegistrationId));
    }
}
