using System.Threading.Channels;
using Gateway.Mqtt;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Connections;

/// <summary>
/// Sends a connection's replies in the order of what they reply to, each once it may go: PUBACK after the commit. It is the only
/// writer of the connection, and its length bounds the messages in flight.
/// </summary>
internal sealed class ReplyQueue(DeviceOutput output, ConnectionDeadline deadline, int inFlightMax)
{
    private readonly Channel<PendingReply> _queue = Channel.CreateBounded<PendingReply>(
        new BoundedChannelOptions(inFlightMax) { SingleReader = true });

    /// <summary>Queues a reply; waits while too many messages are in flight.</summary>
    /// <exception cref="ChannelClosedException">The connection is over.</exception>
    public ValueTask AddAsync(PendingReply reply, CancellationToken cancellation) => _queue.Writer.WriteAsync(reply, cancellation);

    /// <summary>No further reply will come.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Sends until the queue is complete. A reply that cannot go ends the connection, and none follows it.</summary>
    public async Task RunAsync()
    {
        try
        {
            await SendAsync();
        }
        catch
        {
            // The reader does not look here before it ends, and without replies it must.
            deadline.End("its replies ended on a fault of the program");
            throw;
        }
    }

    private async Task SendAsync()
    {
        var isOpen = true;
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var reply)) isOpen = await TrySendAsync(reply, isOpen);
            if (isOpen) isOpen = await TryFlushAsync();
        }
    }

    // A reply that may no longer go is waited for all the same: its message's fate is logged and counted where it is decided.
    private async ValueTask<bool> TrySendAsync(PendingReply reply, bool isOpen)
    {
        try
        {
            if (isOpen && !reply.Receipt.IsCompleted) isOpen = await TryFlushAsync();
            var receipt = await reply.Receipt;
            if (!receipt.IsAccepted) deadline.End("its message was refused, the store is full");
            if (!isOpen || !receipt.IsAccepted) return false;
            if (reply.PubAckId != 0) MqttPacketWriter.WritePubAck(output.Buffer, reply.PubAckId);
            reply.Write?.Invoke(output.Buffer);
            if (receipt.Answer is { } answer) MqttPacketWriter.WritePublish(output.Buffer, answer.Topic, answer.Body.Span);
            return true;
        }
        catch (SqliteException)
        {
            deadline.End("its message was not stored, the commit failed");
            return false;
        }
        catch (OperationCanceledException) when (deadline.Reason is not null)
        {
            return false;
        }
    }

    private async ValueTask<bool> TryFlushAsync()
    {
        try
        {
            if (await output.FlushAsync()) return true;
            deadline.End("the client closed the connection");
        }
        catch (IOException e)
        {
            deadline.End(e.Message);
        }

        return false;
    }
}
