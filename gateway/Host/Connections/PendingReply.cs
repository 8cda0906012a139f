using System.Buffers;
using Gateway.Core.Sessions;

namespace Gateway.Host.Connections;

/// <summary>A reply in its place in the queue: what must be durable before it, and how it is written.</summary>
/// <param name="Receipt">Completes when the reply may be sent.</param>
/// <param name="Write">Writes the reply; null where it is PUBACK or none.</param>
/// <param name="PubAckId">The packet identifier that PUBACK acknowledges; 0 for QoS 0, which has no reply.</param>
internal readonly record struct PendingReply(Task<Receipt> Receipt, Action<IBufferWriter<byte>>? Write, ushort PubAckId = 0)
{
    private static readonly Task<Receipt> AtOnce = Task.FromResult(new Receipt(true));

    /// <summary>A reply that waits only for those before it.</summary>
    public static PendingReply Immediate(Action<IBufferWriter<byte>> write) => new(AtOnce, write);

    /// <summary>A reply that also waits for what must be durable before it.</summary>
    public static PendingReply After(Task durable, Action<IBufferWriter<byte>> write) => new(AcceptAsync(durable), write);

    private static async Task<Receipt> AcceptAsync(Task durable)
    {
        await durable;
        return new Receipt(true);
    }
}
