using Gateway.Mqtt.Topics;

namespace Gateway.Tests.Mqtt;

public sealed class MqttTopicTests
{
    // MQTT 3.1.1 sections 4.7.1 and 4.7.2: the standard's own examples, then IoT Hub's topics
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player10", false)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "sport", true)]
    [InlineData("#", "/", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/tennis/+", "sport/tennis", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+", "sport", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("+/tennis/#", "sport/tennis/player1/ranking", true)]
    [InlineData("+/tennis/#", "sport/golf", false)]
    [InlineData("+/+/#", "a", false)]
    [InlineData("a/+/#", "a/b", true)]
    [InlineData("a/+/c", "a//c", true)]
    [InlineData("#", "$SYS/monitor", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/Clients", true)]
    [InlineData("a/#", "a/$SYS", true)]
    [InlineData("/finance", "finance", false)]
    [InlineData("finance/", "finance", false)]
    [InlineData("finance", "finance/", false)]
    [InlineData("Accounts", "ACCOUNTS", false)]
    [InlineData("Accounts payable", "Accounts payable", true)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("$iothub/twin/res/#", "$iothub/twin/res/200/?$rid=1", true)]
    [InlineData("$dps/registrations/res/#", "$dps/registrations/res/202/?$rid=1&retry-after=3", true)]
    [InlineData("devices/+/messages/devicebound/#", "devices/kitchen/messages/devicebound/%24.mid=1", true)]
    [InlineData("devices/kitchen/messages/devicebound/#", "devices/offices/messages/devicebound/", false)]
    public void Filter_matches(string filter, string topic, bool expected) =>
        Assert.Equal(expected, MqttTopicFilter.Matches(filter, topic));

    [Theory]
    [InlineData("#", true)]
    [InlineData("+", true)]
    [InlineData("/", true)]
    [InlineData("+/#", true)]
    [InlineData("sport/tennis/#", true)]
    [InlineData("+/tennis/#", true)]
    [InlineData("sport/+/player1", true)]
    [InlineData("a//b", true)]
    [InlineData("", false)]
    [InlineData("sport/tennis#", false)]
    [InlineData("sport/tennis/#/ranking", false)]
    [InlineData("#/", false)]
    [InlineData("##", false)]
    [InlineData("sport+", false)]
    [InlineData("+sport/a", false)]
    [InlineData("++/a", false)]
    [InlineData("a/+#", false)]
    [InlineData("a\0", false)]
    public void Filter_is_well_formed(string filter, bool expected) => Assert.Equal(expected, MqttTopicFilter.IsValid(filter));

    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData("Accounts payable", true)]
    [InlineData("$iothub/twin/GET/?$rid=1", true)]
    [InlineData("\U0001F321/\uFFFD", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("#", false)]
    [InlineData("a\0b", false)]
    public void Name_may_be_published_to(string topic, bool expected) => Assert.Equal(expected, MqttTopicName.IsValid(topic));

    [Fact]
    public void Half_a_surrogate_pair_is_no_topic() // not a theory: attributes are stored as UTF-8, which has no such thing
    {
        Assert.False(MqttTopicName.IsValid("\uD83D"));
        Assert.False(MqttTopicName.IsValid("\uDF21\uD83C"));
        Assert.False(MqttTopicFilter.IsValid("a\uDC00"));
    }

    [Fact]
    public void Length_is_counted_in_bytes()
    {
        Assert.True(MqttTopicName.IsValid(new string('a', 65_535)));
        Assert.False(MqttTopicName.IsValid(new string('a', 65_536)));
        Assert.True(MqttTopicName.IsValid(new string('ü', 32_767)));
        Assert.False(MqttTopicName.IsValid(new string('ü', 32_768)));
    }
}
