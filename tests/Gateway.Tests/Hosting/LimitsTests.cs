using Gateway.Core.IotHub;
using Gateway.Host;

namespace Gateway.Tests.Hosting;

/// <summary>Limits that hold only together.</summary>
public sealed class LimitsTests
{
    [Fact]
    public void The_longest_packet_has_room_for_the_largest_telemetry_under_the_longest_topic()
    {
        const int topicLengthBytes = 2, topicBytesMax = ushort.MaxValue, packetIdBytes = 2;

        Assert.True(
            new GatewayLimits().PacketBytesMax >= topicLengthBytes + topicBytesMax + packetIdBytes + TelemetryStamp.MessageBytesMax);
    }
}
