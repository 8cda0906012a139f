using System.Buffers;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Tests.Mqtt;

public sealed class MqttPacketWriterTests
{
    private static readonly Dictionary<string, Action<IBufferWriter<byte>>> Impossible = new()
    {
        ["a password without user name"] = output => Write(output, new() { ClientId = "a", Password = new byte[1] }),
        ["a kept session without client id"] = output => Write(output, new() { ClientId = "", CleanSession = false }),
        ["a client id with U+0000"] = output => Write(output, new() { ClientId = "a\0" }),
        ["a user name with half a surrogate pair"] = output => Write(output, new() { ClientId = "a", UserName = "\uD83D" }),
        ["a user name that is too long"] = output => Write(output, new() { ClientId = "a", UserName = new string('ü', 32_768) }),
        ["a password that is too long"] = output => Write(output, new() { ClientId = "a", UserName = "u", Password = new byte[65_536] }),
        ["a will to a filter"] = output => Write(output, new() { ClientId = "a", Will = new MqttWill("a/#", default) }),
        ["a will that is too long"] = output => Write(output, new() { ClientId = "a", Will = new MqttWill("a", new byte[65_536]) }),
        ["a refusal with a session"] = output => MqttPacketWriter.WriteConnAck(output, MqttConnectReturnCode.NotAuthorized, true),
        ["a message to nowhere"] = output => MqttPacketWriter.WritePublish(output, "", []),
        ["a message to a filter"] = output => MqttPacketWriter.WritePublish(output, "a/+", []),
        ["a message to a topic that is too long"] = output => MqttPacketWriter.WritePublish(output, new string('a', 65_536), []),
        ["a message with QoS 1 without packet id"] = output => MqttPacketWriter.WritePublish(output, "a", [], MqttQos.AtLeastOnce),
        ["a message with QoS 0 and packet id"] = output => MqttPacketWriter.WritePublish(output, "a", [], MqttQos.AtMostOnce, 1),
        ["a duplicate with QoS 0"] = output => MqttPacketWriter.WritePublish(output, "a", [], duplicate: true),
        ["an acknowledgement of nothing"] = output => MqttPacketWriter.WritePubAck(output, 0),
        ["a subscription to nothing"] = output => MqttPacketWriter.WriteSubscribe(output, 1),
        ["a subscription to a misplaced wildcard"] = output => MqttPacketWriter.WriteSubscribe(output, 1, To("#/a")),
        ["a subscription with packet id 0"] = output => MqttPacketWriter.WriteSubscribe(output, 0, To("a")),
        ["an answer to no subscription"] = output => MqttPacketWriter.WriteSubAck(output, 1),
        ["the end of no subscription"] = output => MqttPacketWriter.WriteUnsubscribe(output, 1),
    };

    public static TheoryData<string> Names => [.. Impossible.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Nothing_is_written_of(string what)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.ThrowsAny<ArgumentException>(() => Impossible[what](output));
        Assert.Equal(0, output.WrittenCount);
    }

    private static void Write(IBufferWriter<byte> output, ConnectPacket packet) => MqttPacketWriter.WriteConnect(output, packet);

    private static MqttSubscription To(string filter) => new(filter, MqttQos.AtLeastOnce);
}
