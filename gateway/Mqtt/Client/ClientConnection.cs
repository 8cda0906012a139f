using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt.Client;

/// <summary>An accepted connection: one loop that receives, one that sends, and one end, whoever causes it first. Thread-safe.</summary>
internal sealed class ClientConnection : IAsyncDisposable
{
    /// <summary>How long a server that was told good-bye is given to close.</summary>
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly MqttPacketPipe _packets;
    private readonly TimeProvider _clock;
    private readonly PacketSender _sender;
    private readonly InFlightWindow _window;
    private readonly Channel<MqttMessage> _messages;
    private readonly KeepAlive _keepAlive;
    private readonly bool _acknowledges;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loops;
    private volatile bool _leaving;
    private int _ending;

    public ClientConnection(MqttClientOptions options, Stream stream, PipeReader input, MqttPacketPipe packets)
    {
        (_stream, _input, _packets, _clock, _acknowledges) = (stream, input, packets, options.Clock, options.AcknowledgesOnReceipt);
        _sender = new PacketSender(stream);
        _window = new InFlightWindow(_sender, options.InFlightMax);
        _messages = Channel.CreateBounded<MqttMessage>(new BoundedChannelOptions(options.UnreadMessagesMax) { SingleWriter = true });
        _keepAlive = new KeepAlive(options.KeepAliveSeconds, options.Clock, Ping, EndUnanswered);
        _loops = Task.WhenAll(Task.Run(() => RunAsync(ReceiveAsync)), Task.Run(() => RunAsync(_sender.RunAsync)));
    }

    public ChannelReader<MqttMessage> Messages => _messages.Reader;

    public Task Completion => _completion.Task;

    private static MqttConnectionClosedException Left => new("this client closed it");

    public Task Send(Action<IBufferWriter<byte>> write) => _sender.Send(write);

    /// <summary>Sends a packet with an identifier of its own and waits for the answer to it.</summary>
    public async Task<MqttPacket> AskAsync(
        MqttPacketType answerType, Action<IBufferWriter<byte>, ushort> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var request = new PendingRequest(answerType, write);
        _window.Add(request);
        await using var giveUp = cancellation.Register(() => request.Answer.TrySetCanceled(cancellation));
        return await request.Answer.Task;
    }

    /// <summary>Says good-bye, then waits for the server to close: closing first could cost the server our last bytes.</summary>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        _leaving = true;
        _keepAlive.Dispose();
        _window.Close(Left);
        using var patience = new CancellationTokenSource(LeaveTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await _sender.SendLast(MqttPacketWriter.WriteDisconnect, Left).WaitAsync(either.Token);
            await Completion.WaitAsync(either.Token);
        }
        catch (MqttConnectionClosedException)
        {
            // It had ended before, and Completion has said why: nobody is left to say good-bye to.
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The server leaves the closing to us.
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Ends the connection on our side's wish; completes when both loops have gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _leaving = true;
        End(Left);
        await _loops;
        await _input.CompleteAsync();
        _ended.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_ended.Token);
        }
        catch (Exception failure)
        {
            // Whatever ends a loop ends the connection, and is told to everybody who waits for something.
            End(failure as MqttConnectionClosedException ?? new MqttConnectionClosedException(failure.Message, failure));
        }
    }

    private async Task ReceiveAsync(CancellationToken ended)
    {
        var acknowledged = Task.CompletedTask;
        do
        {
            await acknowledged; // so that a server which floods and never reads cannot fill our memory with acknowledgements
            while (_packets.TryRead(out var packet))
            {
                _keepAlive.Heard();
                acknowledged = await HandleAsync(packet, acknowledged, ended);
            }
        }
        while (await _packets.WaitToReadAsync(ended));
        throw new MqttConnectionClosedException("the server closed it" + (_packets.EndedInsidePacket ? " inside a packet" : ""));
    }

    private async ValueTask<Task> HandleAsync(MqttPacket packet, Task acknowledged, CancellationToken ended)
    {
        switch (packet)
        {
            case PublishPacket publish:
                return await ReceiveAsync(publish, acknowledged, ended);
            case PubAckPacket pubAck:
                _window.Complete(pubAck.PacketId, pubAck);
                return acknowledged;
            case SubAckPacket subAck:
                _window.Complete(subAck.PacketId, subAck);
                return acknowledged;
            case UnsubAckPacket unsubAck:
                _window.Complete(unsubAck.PacketId, unsubAck);
                return acknowledged;
            case PingRespPacket:
                return acknowledged;
            default:
                throw new MqttProtocolViolationException($"{packet.Type} is not for a client that asks for no QoS 2");
        }
    }

    private async ValueTask<Task> ReceiveAsync(PublishPacket publish, Task acknowledged, CancellationToken ended)
    {
        if (publish.Qos == MqttQos.ExactlyOnce) throw new MqttProtocolViolationException("a QoS 2 message on a subscription with QoS 1");
        var message = new MqttMessage(publish.Topic, publish.Payload.ToArray(), publish.Qos, publish.Retain, publish.Duplicate)
        {
            PacketId = publish.PacketId,
        };
        if (!_messages.Writer.TryWrite(message)) await WaitForReaderAsync(message, ended);
        return publish.Qos == MqttQos.AtLeastOnce && _acknowledges && !_leaving // nothing may follow DISCONNECT (MQTT-3.14.4-2)
            ? _sender.Send(output => MqttPacketWriter.WritePubAck(output, publish.PacketId))
            : acknowledged;
    }

    private async Task WaitForReaderAsync(MqttMessage message, CancellationToken ended)
    {
        _keepAlive.Pause();
        await _messages.Writer.WriteAsync(message, ended);
        _keepAlive.Resume();
    }

    private void Ping() => Observe(_sender.Send(MqttPacketWriter.WritePingReq));

    private void EndUnanswered(TimeSpan waited) =>
        End(new MqttConnectionClosedException($"the server did not answer a ping within {waited.TotalSeconds} s"));

    private void End(MqttConnectionClosedException reason)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 1) return;
        _keepAlive.Dispose();
        _ended.Cancel();
        _stream.Dispose();
        // Before anybody's request fails: whoever learns that by its request finds the connection ended.
        if (_leaving) _completion.SetResult();
        else _completion.SetException(reason);
        Observe(_completion.Task);
        _sender.Close(reason);
        _window.Close(reason);
        _messages.Writer.TryComplete(_leaving ? null : reason);
    }

    /// <summary>What Completion, or the caller's own task, already tells is not to be reported a second time as unobserved.</summary>
    private static void Observe(Task task) => task.ContinueWith(
        static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
