using System.IO.Pipelines;
using System.Threading.Channels;
using Gateway.Mqtt.Packets;
using Gateway.Mqtt.Topics;

namespace Gateway.Mqtt.Client;

/// <summary>
/// One connection to an MQTT 3.1.1 server. It does not reconnect and repeats nothing: when it ends, <see cref="Completion"/> says
/// why, and its owner decides. Thread-safe.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    /// <summary>What fits behind any topic name: 268_435_455 bytes less the longest name, its length and a packet id.</summary>
    private const int PayloadBytesMax = 268_435_455 - (2 + MqttTopicName.BytesMax) - 2;

    private readonly ClientConnection _connection;

    private MqttClient(ClientConnection connection, bool sessionPresent) => (_connection, SessionPresent) = (connection, sessionPresent);

    /// <summary>Whether the server had kept this client's session, subscriptions included. MQTT 3.1.1 section 3.2.2.2.</summary>
    public bool SessionPresent { get; }

    /// <summary>
    /// The received messages in order; completes, with the reason, when the connection ends. QoS 1 messages are acknowledged as
    /// they enter here. Keep reading: see <see cref="MqttClientOptions.UnreadMessagesMax"/>.
    /// </summary>
    public ChannelReader<MqttMessage> Messages => _connection.Messages;

    /// <summary>
    /// Completes when the connection has ended: well after <see cref="DisconnectAsync"/> or <see cref="DisposeAsync"/>, otherwise
    /// with a <see cref="MqttConnectionClosedException"/>.
    /// </summary>
    public Task Completion => _connection.Completion;

    /// <summary>Opens TCP, TLS where asked for, and an MQTT session.</summary>
    /// <exception cref="MqttConnectRefusedException">The server refused; says why.</exception>
    /// <exception cref="MqttConnectionClosedException">The server closed without an answer.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The server cannot be reached.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Its certificate is not trusted.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="MqttClientOptions.ConnectTimeout"/>.</exception>
    /// <exception cref="ArgumentException">The options are out of range or hold what MQTT cannot carry.</exception>
    public static async Task<MqttClient> ConnectAsync(MqttClientOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await ConnectCoreAsync(options, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{options.Host}:{options.Port} did not answer within {options.ConnectTimeout.TotalSeconds} s");
        }
    }

    /// <summary>Publishes a message.</summary>
    /// <param name="topic">The topic name.</param>
    /// <param name="payload">The message, up to 268_369_916 bytes; must not change until the task completes.</param>
    /// <param name="qos">0 or 1.</param>
    /// <param name="cancellation">Gives up waiting; a message that is on the wire may still arrive.</param>
    /// <returns>
    /// Completes for QoS 1 when the server has acknowledged (PUBACK), for QoS 0 when the bytes are handed to the socket. Calls may
    /// overlap: messages of one QoS go out in the order of the calls.
    /// </returns>
    /// <exception cref="ArgumentException">The topic cannot be published to, the QoS is not spoken, or the payload is too long.</exception>
    /// <exception cref="MqttConnectionClosedException">The connection ended first; with QoS 1 the message may have arrived.</exception>
    public async Task PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttQos qos = MqttQos.AtLeastOnce, CancellationToken cancellation = default)
    {
        CheckTopic(topic);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, PayloadBytesMax);
        CheckQos(qos);
        if (qos == MqttQos.AtLeastOnce)
            await _connection.AskAsync(
                MqttPacketType.PubAck, (output, id) => MqttPacketWriter.WritePublish(output, topic, payload.Span, qos, id), cancellation);
        else
            await _connection.Send(output => MqttPacketWriter.WritePublish(output, topic, payload.Span)).WaitAsync(cancellation);
    }

    /// <summary>
    /// Acknowledges a QoS 1 message, where <see cref="MqttClientOptions.AcknowledgesOnReceipt"/> leaves that to its reader.
    /// </summary>
    /// <returns>Completes when the bytes are handed to the socket.</returns>
    /// <exception cref="MqttConnectionClosedException">The connection ended first; the server sends the message again.</exception>
    public Task AcknowledgeAsync(MqttMessage message) =>
        _connection.Send(output => MqttPacketWriter.WritePubAck(output, message.PacketId));

    /// <summary>Subscribes to a topic filter; messages come through <see cref="Messages"/>.</summary>
    /// <returns>Completes when the server has agreed, with the QoS it grants.</returns>
    /// <exception cref="ArgumentException">The filter is malformed.</exception>
    /// <exception cref="MqttSubscriptionRefusedException">The server refused (0x80).</exception>
    /// <exception cref="MqttConnectionClosedException">The connection ended first.</exception>
    public async Task<MqttQos> SubscribeAsync(string filter, MqttQos qos, CancellationToken cancellation = default)
    {
        CheckFilter(filter);
        CheckQos(qos);
        var subscription = new MqttSubscription(filter, qos);
        var answer = await _connection.AskAsync(
            MqttPacketType.SubAck, (output, id) => MqttPacketWriter.WriteSubscribe(output, id, subscription), cancellation);
        var code = ((SubAckPacket)answer).ReturnCodes[0];
        return code != MqttSubAckReturnCode.Failure ? (MqttQos)code : throw new MqttSubscriptionRefusedException(filter);
    }

    /// <summary>Takes a subscription back.</summary>
    /// <returns>Completes when the server has agreed; messages on their way may still come.</returns>
    /// <exception cref="ArgumentException">The filter is malformed.</exception>
    /// <exception cref="MqttConnectionClosedException">The connection ended first.</exception>
    public async Task UnsubscribeAsync(string filter, CancellationToken cancellation = default)
    {
        CheckFilter(filter);
        await _connection.AskAsync(
            MqttPacketType.UnsubAck, (output, id) => MqttPacketWriter.WriteUnsubscribe(output, id, filter), cancellation);
    }

    /// <summary>
    /// Says good-bye (DISCONNECT: the server publishes no will) and closes once the server has, or after 2 s. What has no answer yet
    /// fails: await it first. Does nothing on a connection that has ended.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the connection is closed all the same.</exception>
    public Task DisconnectAsync(CancellationToken cancellation = default) => _connection.LeaveAsync(cancellation);

    /// <summary>Closes at once, without good-bye: the server publishes the will. Never throws; may be called more than once.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<MqttClient> ConnectCoreAsync(MqttClientOptions options, CancellationToken cancellation)
    {
        var stream = await MqttTransport.OpenAsync(options, cancellation);
        try
        {
            var input = PipeReader.Create(stream);
            var packets = new MqttPacketPipe(input, options.Limits);
            var answer = await MqttHandshake.RunAsync(options, stream, packets, cancellation);
            return new MqttClient(new ClientConnection(options, stream, input, packets), answer.SessionPresent);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static void CheckTopic(string topic)
    {
        if (!MqttTopicName.IsValid(topic))
            throw new ArgumentException($"'{topic}' is no topic name (MQTT 3.1.1 section 4.7)", nameof(topic));
    }

    private static void CheckFilter(string filter)
    {
        if (!MqttTopicFilter.IsValid(filter))
            throw new ArgumentException($"'{filter}' is no topic filter (MQTT 3.1.1 section 4.7)", nameof(filter));
    }

    private static void CheckQos(MqttQos qos)
    {
        if (qos > MqttQos.AtLeastOnce) throw new ArgumentOutOfRangeException(nameof(qos), qos, "this client speaks QoS 0 and 1");
    }
}
