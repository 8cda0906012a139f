using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Firmware.Tests.VirtualDevice;

/// <summary>A server of MQTT over TLS on loopback that does as a test tells it: a hub, or DPS.</summary>
internal sealed class HubEmulator : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Task _accepting;
    private ushort _lastId;

    public HubEmulator()
    {
        Certificate = SelfSigned();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public X509Certificate2 Certificate { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<ConnectPacket> Connects { get; } = new();

    public ConcurrentQueue<(string Topic, string Body)> Published { get; } = new();

    /// <summary>The filters that were subscribed to, of all connections in order.</summary>
    public ConcurrentQueue<string> Subscribed { get; } = new();

    /// <summary>The packets of messages to the device that it acknowledged.</summary>
    public ConcurrentQueue<ushort> Acknowledged { get; } = new();

    /// <summary>Called after each of these.</summary>
    public Action OnAcknowledged { get; set; } = () => { };

    /// <summary>The answer to each CONNECT.</summary>
    public Func<ConnectPacket, MqttConnectReturnCode> OnConnect { get; set; } = _ => MqttConnectReturnCode.Accepted;

    /// <summary>What to publish in answer to a message.</summary>
    public Func<string, string, IEnumerable<(string Topic, string Body)>> OnPublish { get; set; } = (_, _) => [];

    /// <summary>What it answers, by itself, to the request with that topic: a twin that nobody changed. Null for none.</summary>
    public Func<string, (string Topic, string Body)?> Answers { get; set; } = topic => topic switch
    {
        _ when topic.StartsWith("$iothub/twin/GET/?", StringComparison.Ordinal) =>
            ($"$iothub/twin/res/200/?{topic.Split('?')[1]}", """{"desired":{"$version":1},"reported":{"$version":1}}"""),
        _ when topic.StartsWith("$iothub/twin/PATCH/properties/reported/?", StringComparison.Ordinal) =>
            ($"$iothub/twin/res/204/?{topic.Split('?')[1]}&$version=2", ""),
        _ => null,
    };

    /// <summary>Whether a message is acknowledged; where not, the connection is closed.</summary>
    public Func<string, bool> Acknowledges { get; set; } = _ => true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
        Certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _connections.TryAdd(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)), true);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
            var packets = new MqttPacketPipe(PipeReader.Create(stream), MqttLimits.Default);
            while (await packets.WaitToReadAsync(_stop.Token))
                while (packets.TryRead(out var packet))
                    if (!await AnswerAsync(packet, stream)) return;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client went away, which is its business; what it should have received is what the test looks at.
        }
    }

    private async Task<bool> AnswerAsync(MqttPacket packet, Stream stream)
    {
        var output = new ArrayBufferWriter<byte>();
        var goesOn = packet switch
        {
            ConnectPacket connect => Answer(connect, output),
            SubscribePacket subscribe => Answer(subscribe, output),
            PubAckPacket acknowledgement => Note(acknowledgement),
            PublishPacket publish => Answer(publish, output),
            _ => packet.Type != MqttPacketType.Disconnect,
        };
        await stream.WriteAsync(output.WrittenMemory, _stop.Token);
        return goesOn;
    }

    private bool Answer(ConnectPacket connect, IBufferWriter<byte> output)
    {
        Connects.Enqueue(connect);
        var code = OnConnect(connect);
        MqttPacketWriter.WriteConnAck(output, code);
        return code == MqttConnectReturnCode.Accepted;
    }

    private bool Answer(SubscribePacket subscribe, IBufferWriter<byte> output)
    {
        foreach (var subscription in subscribe.Subscriptions) Subscribed.Enqueue(subscription.Filter);
        MqttPacketWriter.WriteSubAck(output, subscribe.PacketId, MqttSubAckReturnCode.GrantedAtLeastOnce);
        return true;
    }

    private bool Answer(PublishPacket publish, IBufferWriter<byte> output)
    {
        var body = Encoding.UTF8.GetString(publish.Payload);
        Published.Enqueue((publish.Topic, body));
        if (!Acknowledges(publish.Topic)) return false;
        if (publish.Qos != MqttQos.AtMostOnce) MqttPacketWriter.WritePubAck(output, publish.PacketId);
        if (Answers(publish.Topic) is { } answer)
            MqttPacketWriter.WritePublish(output, answer.Topic, Encoding.UTF8.GetBytes(answer.Body), MqttQos.AtMostOnce, 0);
        foreach (var (topic, text) in OnPublish(publish.Topic, body)) Publish(topic, text, output);
        return true;
    }

    // A hub sends messages to the device with QoS 1, anything else with QoS 0.
    private void Publish(string topic, string text, IBufferWriter<byte> output)
    {
        var isMessage = topic.StartsWith("devices/", StringComparison.Ordinal);
        MqttPacketWriter.WritePublish(
            output, topic, Encoding.UTF8.GetBytes(text), isMessage ? MqttQos.AtLeastOnce : MqttQos.AtMostOnce, isMessage ? ++_lastId : (ushort)0);
    }

    private bool Note(PubAckPacket acknowledgement)
    {
        Acknowledged.Enqueue(acknowledgement.PacketId);
        OnAcknowledged();
        return true;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }
}
