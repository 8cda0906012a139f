using System.Collections;
using System.Text;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// A device's connection to IoT Hub over MQTT 3.1.1 and TLS, with a shared access signature for a password
/// (learn.microsoft.com: "Communicate with an IoT hub using MQTT"). Used by one thread.
/// </summary>
/// <param name="ownKey">The device's key, while it is told no other.</param>
/// <param name="defaultPort">The port of a hub whose name has none.</param>
/// <param name="trust">Whose certificates are believed.</param>
/// <param name="calls">Bounds every call.</param>
/// <param name="log">Where refusals are explained.</param>
/// <param name="tokenClock">What the tokens' validity is reckoned by; null for the real clock, whatever the device's own says.</param>
internal sealed class MqttHubClient(
    byte[] ownKey, int defaultPort, HubTrust trust, BoundedCall calls, ILog log, TimeProvider? tokenClock = null)
    : IHubClient, ITwin, IHubRequests
{
    /// <summary>How long a connection attempt may take: TCP, TLS, CONNACK.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long an acknowledgement may take; Azure's own clients wait as long.</summary>
    public static readonly TimeSpan AcknowledgementTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer about the twin may take.</summary>
    public static readonly TimeSpan TwinTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long before its token's end a connection is given up for a new one, as nanoFramework's client does it.</summary>
    public static readonly TimeSpan RenewalMargin = TimeSpan.FromMinutes(10);

    private const string ApiVersion = "2021-04-12";
    private const string ClientType = "SensorFirmware%2F0.1%20%28virtual%29";
    private const string Area = "hub";
    private static readonly TimeSpan GoodByeTimeout = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _tokenClock = tokenClock ?? TimeProvider.System;
    private MqttClient? _client;
    private TwinConversation? _twin;
    private IRequestHandler? _handler;
    private byte[] _key = [];
    private string _deviceId = "";
    private DateTimeOffset _renewal;

    /// <inheritdoc/>
    public bool IsConnected => _client is { Completion.IsCompleted: false } && _tokenClock.GetUtcNow() < _renewal;

    /// <inheritdoc/>
    public bool TryConnect(string hub, string deviceId, string? key = null)
    {
        Disconnect();
        if (!HubAddress.TryParse(hub, defaultPort, out var address))
        {
            log.Write(LogLevel.Error, Area, new LogText("not the name of a hub").With("hub", hub).Text);
            return false;
        }

        _key = key is null ? ownKey : DeviceKey.TryParse(key, out var told) ? told : [];
        _client = calls.Run(stop => OpenAsync(address, deviceId, stop), ConnectTimeout, out var failure);
        _deviceId = deviceId;
        if (failure is not null) log.Write(LogLevel.Warning, Area, NotConnected(address, failure).Text);
        return _client is not null;
    }

    /// <inheritdoc/>
    public bool TrySend(HubMessage message)
    {
        if (_client is not { } client) return false;
        var (topic, body) = (TelemetryTopic.For(_deviceId, message), Encoding.UTF8.GetBytes(message.Body));
        calls.Run(
            async stop =>
            {
                await client.PublishAsync(topic, body, MqttQos.AtLeastOnce, stop);
                return true;
            },
            AcknowledgementTimeout,
            out var failure);
        if (failure is null) return true;
        log.Write(LogLevel.Warning, Area, new LogText("not acknowledged").With("mid", message.MessageId).With("error", failure).Text);
        return false;
    }

    /// <inheritdoc/>
    public Hashtable? ReadDesired()
    {
        if (_twin is not { } twin) return null;
        var answer = calls.Run(twin.GetAsync, TwinTimeout, out var failure);
        var desired = failure is null && answer.Status == 200 ? TwinDocument.Parse(answer.Body)?["desired"] as Hashtable : null;
        if (desired is null) Explain(new LogText("twin not read"), answer, failure);
        return desired;
    }

    /// <inheritdoc/>
    public bool TryReport(string patch)
    {
        if (_twin is not { } twin) return false;
        var answer = calls.Run(stop => twin.ReportAsync(patch, stop), TwinTimeout, out var failure);
        if (failure is null && answer.Status is 200 or 204) return true;
        Explain(new LogText("report not taken"), answer, failure);
        return false;
    }

    /// <inheritdoc/>
    public Hashtable? TakePatch() => _twin?.TakePatch();

    /// <inheritdoc/>
    public void Attach(IRequestHandler handler) => _handler = handler;

    /// <inheritdoc/>
    public void Disconnect()
    {
        if (_client is not { } client) return;
        (_client, _twin) = (null, null);
        // Its own bound, not the fleet's: a device that stops still says good-bye.
        new BoundedCall(CancellationToken.None).Run(
            async stop =>
            {
                await client.DisconnectAsync(stop);
                return true;
            },
            GoodByeTimeout,
            out var failure);
        if (failure is not null) log.Write(LogLevel.Debug, Area, new LogText("closed without good-bye").With("error", failure).Text);
    }

    private async Task<MqttClient> OpenAsync(HubAddress address, string deviceId, CancellationToken stop)
    {
        var client = await MqttClient.ConnectAsync(Options(address, deviceId), stop);
        try
        {
            var requests = _handler is null ? null : new RequestConversation(client, deviceId, _handler);
            var twin = new TwinConversation(client, requests);
            await twin.StartAsync(stop);
            _twin = twin;
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private static LogText NotConnected(HubAddress address, string failure) =>
        new LogText("not connected").With("host", address.Host).With("port", address.Port).With("error", failure);

    private void Explain(LogText what, TwinAnswer answer, string? failure) =>
        log.Write(LogLevel.Warning, Area, (failure is null ? what.With("status", answer.Status) : what.With("error", failure)).Text);

    // User name: {hub}/{device id}/?api-version=...&DeviceClientType=...; the token opens {hub}/devices/{device id}.
    private MqttClientOptions Options(HubAddress address, string deviceId)
    {
        var expiry = _tokenClock.GetUtcNow() + SasToken.TimeToLive;
        _renewal = expiry - RenewalMargin;
        return new MqttClientOptions
        {
            Host = address.Host,
            Port = address.Port,
            Tls = trust.TlsTo(address.Host),
            ClientId = deviceId,
            UserName = $"{address.Host}/{deviceId}/?api-version={ApiVersion}&DeviceClientType={ClientType}",
            Password = SasToken.Sign($"{address.Host}/devices/{deviceId}", _key, expiry),
        };
    }
}
