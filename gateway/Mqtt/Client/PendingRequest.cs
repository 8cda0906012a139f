using System.Buffers;
using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt.Client;

/// <summary>A packet that wants an answer with its packet identifier.</summary>
/// <param name="answerType">The packet that answers it.</param>
/// <param name="write">Writes it with the identifier it was given.</param>
internal sealed class PendingRequest(MqttPacketType answerType, Action<IBufferWriter<byte>, ushort> write)
{
    public MqttPacketType AnswerType => answerType;

    public Action<IBufferWriter<byte>, ushort> Write => write;

    public TaskCompletionSource<MqttPacket> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
