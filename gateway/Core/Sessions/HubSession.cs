using System.Buffers;
using System.Collections.Immutable;
using Gateway.Core.CloudToDevice;
using Gateway.Core.IotHub;
using Gateway.Core.Methods;
using Gateway.Core.Registry;
using Gateway.Core.StoreAndForward;
using Gateway.Core.Twins;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Core.Sessions;

/// <summary>
/// A device's connection to its hub: telemetry, the device twin, direct methods and cloud-to-device messages. What the device sends is
/// taken by one reader at a time; what the hub says may be said by anybody.
/// </summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public sealed class HubSession : Session
{
    private readonly DeviceIdentity _identity;
    private readonly HubWill? _will;
    private readonly HubPorts _ports;
    private readonly TelemetryIntake _telemetry;
    private readonly bool _isKept;
    private readonly PendingMethods _methods = new();
    private readonly CloudToDeviceDelivery _cloudMessages;
    private readonly DesiredDelivery _desired;
    private IDeviceLink? _link;
    private (string Text, HubTopic? Parsed) _topic = ("", null);

    private HubSession(
        AdmissionResult.Device device, bool isKept, HubWill? will, ImmutableDictionary<string, MqttQos>? kept, HubPorts ports)
        : base(device.Identity.ClientId, device.ExpiresAt, kept)
    {
        (_identity, _isKept, _will, _ports) = (device.Identity, isKept, will, ports);
        _telemetry = new TelemetryIntake(device.Identity, ports.OpenLane(), ports.Clock);
        _cloudMessages = new CloudToDeviceDelivery(ClientId, Subscriptions.Granted, ports.CloudMessages, ports.Clock);
        _desired = new DesiredDelivery(Subscriptions.Granted);
    }

    /// <summary>Whether the device takes direct methods: it is connected and subscribed to them.</summary>
    public bool TakesMethods => Volatile.Read(ref _link) is not null && Subscriptions.Granted(HubTopics.MethodRequest) is not null;

    /// <summary>Opens a session: the one that is kept goes on, unless the client wants a clean one.</summary>
    /// <param name="device">Whose session.</param>
    /// <param name="connect">CONNECT: its CleanSession forgets what was, and keeps nothing; its will is kept for the end.</param>
    /// <param name="ports">The hub.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    /// <exception cref="HubViolationException">The will is not the device's own telemetry, or breaks one of its rules.</exception>
    public static async ValueTask<HubSession> OpenAsync(
        AdmissionResult.Device device, ConnectPacket connect, HubPorts ports, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(connect);
        ArgumentNullException.ThrowIfNull(ports);
        var will = connect.Will is { } wanted ? HubWill.Take(wanted, device.Identity) : null;
        var clientId = device.Identity.ClientId;
        var kept = await ports.Sessions.FindAsync(clientId, cancellation);
        if (connect.CleanSession) await ports.Sessions.ForgetAsync(clientId, cancellation);
        return new HubSession(device, !connect.CleanSession, will, connect.CleanSession ? null : kept, ports);
    }

    /// <inheritdoc/>
    public override async Task<bool> LoseAsync(CancellationToken cancellation)
    {
        if (_will is null) return true;
        // A lane of its own: also a device whose last message was not stored has its will told.
        var stored = await _ports.OpenLane().AppendAsync(_will.Stamp(_ports.Clock.GetUtcNow()), cancellation);
        return await stored != AppendResult.Refused;
    }

    /// <inheritdoc/>
    public override async Task PushAsync(IDeviceLink link, CancellationToken ended)
    {
        Volatile.Write(ref _link, link);
        _ports.Clients.Enter(this);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var desired = _desired.RunAsync(link, stop.Token);
        try
        {
            // From here on a change of the identity finds this session; one that came before is found here.
            if (await IsOutdatedAsync(ended)) link.End("its identity was changed while it connected");
            await _cloudMessages.RunAsync(link, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The connection ended; what was not acknowledged goes over the next one.
            return;
        }
        finally
        {
            _ports.Clients.Leave(this);
            Volatile.Write(ref _link, null);
            _methods.Close();
            await stop.CancelAsync();
            await desired;
        }
    }

    /// <summary>Tells that a cloud-to-device message may be waiting. Thread-safe.</summary>
    public void WakeCloudMessages() => _cloudMessages.Wake();

    /// <summary>Ends the connection, where there is one. Thread-safe.</summary>
    /// <param name="reason">Why, for the log.</param>
    public void End(string reason) => Volatile.Read(ref _link)?.End(reason);

    /// <summary>
    /// Tells the device of a change of its desired properties, if it subscribed to them, behind those told before. Thread-safe.
    /// </summary>
    /// <param name="patch">The change as a JSON object, without $version.</param>
    /// <param name="version">The version after the change.</param>
    public void PushDesired(string patch, long version)
    {
        if (!_desired.TryAdd(patch, version)) End($"more than {DesiredDelivery.WaitingMax} changes of its desired properties wait for it");
    }

    /// <summary>Calls a method of the device and waits for its answer. Thread-safe.</summary>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    internal async Task<MethodResult> CallAsync(
        string name, ReadOnlyMemory<byte> payload, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _link) is not { } link) return new MethodResult.NotOnline();
        var (requestId, answer) = _methods.Open();
        try
        {
            var topic = $"{HubTopics.MethodRequest}{name}/?{HubTopics.RequestId}={requestId}";
            if (!await await link.SendAsync(new Push(topic, payload, MqttQos.AtMostOnce))) return new MethodResult.NotOnline();
            return await answer.WaitAsync(timeout, clock, cancellation);
        }
        finally
        {
            _methods.Forget(requestId);
        }
    }

    private async ValueTask<bool> IsOutdatedAsync(CancellationToken cancellation)
    {
        var present = await _ports.Identities.FindAsync(ClientId, cancellation);
        return present is not { IsEnabled: true } || (present.GenerationId, present.Version) != (_identity.GenerationId, _identity.Version);
    }

    private protected override bool IsAllowed(string filter) => HubSubscription.IsAllowed(filter, ClientId);

    private protected override async Task KeepAsync(CancellationToken cancellation)
    {
        if (_isKept) await _ports.Sessions.SaveAsync(ClientId, Subscriptions.ByFilter, cancellation);
        _ports.Clients.Announce();
        _cloudMessages.Wake();
    }

    private protected override ValueTask<Task<Receipt>> AcceptAsync(PublishPacket publish, CancellationToken cancellation) =>
        Parse(publish.Topic) switch
        {
            HubTopic.Telemetry topic when topic.ClientId == ClientId => _telemetry.TakeAsync(topic, publish, cancellation),
            HubTopic.Telemetry => throw new HubViolationException($"it may not publish to another device's topic '{publish.Topic}'"),
            HubTopic.TwinGet topic => new(AnswerAsync(_ports.Twins.GetAsync(ClientId, topic.RequestId, cancellation))),
            HubTopic.ReportedPatch topic => new(AnswerAsync(
                _ports.Twins.PatchReportedAsync(ClientId, topic.RequestId, topic.BaseVersion, publish.Payload.ToArray(), cancellation))),
            HubTopic.MethodResponse topic => TakeAnswer(topic, publish),
            _ => throw new HubViolationException($"unknown topic '{publish.Topic}'"),
        };

    private static async Task<Receipt> AnswerAsync(Task<Answer> answer) => new(true, await answer);

    private ValueTask<Task<Receipt>> TakeAnswer(HubTopic.MethodResponse topic, PublishPacket publish)
    {
        _methods.Answer(topic.RequestId, topic.Status, publish.Payload.ToArray());
        return new(Task.FromResult(new Receipt(true)));
    }

    // A device says the same topic again and again.
    private HubTopic? Parse(string topic)
    {
        if (topic != _topic.Text) _topic = (topic, HubTopic.Parse(topic));
        return _topic.Parsed;
    }
}
