using Gateway.Core.IotHub;

namespace Gateway.Tests.IotHub;

/// <summary>The topics of Microsoft, "Communicate with an IoT hub using the MQTT protocol".</summary>
public sealed class HubTopicTests
{
    [Theory]
    [InlineData("devices/dev1/messages/events/", "")]
    [InlineData("devices/dev1/messages/events", "")]
    [InlineData("devices/dev1/messages/events/a=1", "a=1")]
    [InlineData("devices/dev1/messages/events/%24.on=out1/", "%24.on=out1")]
    public void Telemetry_is_read_with_and_without_a_bag(string topic, string bag) =>
        Assert.Equal(new HubTopic.Telemetry("dev1", bag), HubTopic.Parse(topic));

    [Fact]
    public void A_modules_telemetry_is_the_modules() =>
        Assert.Equal(
            new HubTopic.Telemetry("dev1/mod1", "%24.on=out1"), HubTopic.Parse("devices/dev1/modules/mod1/messages/events/%24.on=out1/"));

    [Theory]
    [InlineData("$iothub/methods/res/200/?$rid=1", 200, "1")]
    [InlineData("$iothub/methods/res/-1/?$rid=1f", -1, "1f")]
    public void The_answer_to_a_method_has_the_devices_own_status(string topic, int status, string requestId) =>
        Assert.Equal(new HubTopic.MethodResponse(status, requestId), HubTopic.Parse(topic));

    [Fact]
    public void A_twin_request_keeps_its_request_id_as_it_is() =>
        Assert.Equal(new HubTopic.TwinGet("a%23b"), HubTopic.Parse("$iothub/twin/GET/?$rid=a%23b"));

    [Fact]
    public void A_patch_of_reported_properties_may_name_its_base_version()
    {
        Assert.Equal(new HubTopic.ReportedPatch("1", null), HubTopic.Parse("$iothub/twin/PATCH/properties/reported/?$rid=1"));
        Assert.Equal(new HubTopic.ReportedPatch("1", 7), HubTopic.Parse("$iothub/twin/PATCH/properties/reported/?$rid=1&$version=7"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("devices/")]
    [InlineData("devices//messages/events/")]
    [InlineData("devices/dev1/messages/eventsX")]
    [InlineData("devices/dev1/messages/devicebound/")]
    [InlineData("devices/dev1/module/mod1/messages/events/")]
    [InlineData("devices/dev1/modules/mod1/extra/messages/events/")]
    [InlineData("$iothub/methods/res/200")]
    [InlineData("$iothub/methods/res/ok/?$rid=1")]
    [InlineData("$iothub/methods/res/200/?rid=1")]
    [InlineData("$iothub/twin/GET/")]
    [InlineData("$iothub/twin/GET/?$rid=")]
    [InlineData("$iothub/twin/GET/?rid=1")]
    [InlineData("$iothub/twin/PATCH/properties/reported/?$rid=1&$version=x")]
    [InlineData("$iothub/twin/PATCH/properties/desired/?$rid=1")]
    [InlineData("$dps/registrations/PUT/iotdps-register/?$rid=1")]
    public void A_topic_that_no_device_publishes_to_is_none(string topic) => Assert.Null(HubTopic.Parse(topic));

    [Fact]
    public void A_request_id_too_long_to_be_echoed_is_none() =>
        Assert.Null(HubTopic.Parse("$iothub/twin/GET/?$rid=" + new string('r', RequestQuery.RequestIdCharactersMax + 1)));

    [Theory]
    [InlineData("devices/dev1/messages/devicebound/#", true)]
    [InlineData("devices/+/messages/devicebound/#", true)]
    [InlineData("$iothub/methods/POST/#", true)]
    [InlineData("$iothub/twin/res/#", true)]
    [InlineData("$iothub/twin/PATCH/properties/desired/#", true)]
    [InlineData("devices/dev2/messages/devicebound/#", false)]
    [InlineData("devices/dev1/messages/events/#", false)]
    [InlineData("$iothub/#", false)]
    [InlineData("#", false)]
    [InlineData("+/+/+/+/#", false)]
    public void Only_documented_filters_of_its_own_are_a_devices(string filter, bool isAllowed) =>
        Assert.Equal(isAllowed, HubSubscription.IsAllowed(filter, "dev1"));

    /// <summary>A module's documented topics are twin and direct methods; its inputs are IoT Edge's.</summary>
    [Theory]
    [InlineData("$iothub/methods/POST/#", true)]
    [InlineData("$iothub/twin/PATCH/properties/desired/#", true)]
    [InlineData("devices/+/messages/devicebound/#", false)]
    [InlineData("devices/dev1/messages/devicebound/#", false)]
    [InlineData("devices/dev1/mod1/messages/devicebound/#", false)]
    [InlineData("devices/dev1/modules/mod1/inputs/#", false)]
    public void A_module_takes_no_cloud_messages(string filter, bool isAllowed) =>
        Assert.Equal(isAllowed, HubSubscription.IsAllowed(filter, "dev1/mod1"));
}
