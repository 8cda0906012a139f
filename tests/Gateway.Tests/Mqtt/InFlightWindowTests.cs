using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;

namespace Gateway.Tests.Mqtt;

public sealed class InFlightWindowTests
{
    private readonly List<ushort> _sent = [];
    private readonly PacketSender _sender = new(Stream.Null);

    [Fact]
    public void Packet_ids_go_round_without_0_and_skip_those_in_use()
    {
        var window = new InFlightWindow(_sender, 2);
        Add(window);
        for (ushort packetId = 2; packetId != 0; packetId++)
        {
            Add(window);
            Assert.Equal(packetId, _sent[^1]);
            window.Complete(packetId, new PubAckPacket(packetId));
        }
        Add(window);
        Assert.Equal(2, _sent[^1]);
    }

    [Fact]
    public void Window_may_hold_every_packet_id_there_is()
    {
        var window = new InFlightWindow(_sender, ushort.MaxValue);
        for (var number = 0; number < 70_000; number++) Add(window);
        Assert.Equal(ushort.MaxValue, _sent.Distinct().Count());
        Assert.Equal(ushort.MaxValue, _sent.Count);

        window.Complete(40_000, new PubAckPacket(40_000));
        Assert.Equal(40_000, _sent[^1]);
    }

    private void Add(InFlightWindow window) => window.Add(new PendingRequest(MqttPacketType.PubAck, (_, packetId) => _sent.Add(packetId)));
}
