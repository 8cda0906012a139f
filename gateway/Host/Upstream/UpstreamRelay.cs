using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Gateway.Core.CloudToDevice;
using Gateway.Core.IotHub;
using Gateway.Core.Methods;
using Gateway.Core.Upstream;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Upstream;

/// <summary>
/// What the parent says over one identity's connection, passed on to the device: its twin, direct methods and cloud-to-device messages;
/// and the twin's reported properties, passed on to the parent. Lasts as long as the connection.
/// </summary>
internal sealed class UpstreamRelay : IAsyncDisposable
{
    // What the parent waits for; longer than it waits, so that it decides.
    private static readonly TimeSpan MethodTimeout = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan TwinTimeout = TimeSpan.FromSeconds(30);

    private readonly string _clientId;
    private readonly MqttClient _client;
    private readonly RelayPorts _ports;
    private readonly TwinSync _twin = new();
    private readonly Channel<bool> _reported = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(int Status, MqttMessage Message)>> _asked =
        new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _loops;
    private long _lastRequest;

    /// <summary>Starts to relay.</summary>
    public UpstreamRelay(string clientId, MqttClient client, RelayPorts ports)
    {
        (_clientId, _client, _ports) = (clientId, client, ports);
        _loops = Task.WhenAll(RunAsync(ReadAsync), RunAsync(SyncTwinAsync));
    }

    /// <summary>The twin here has changed.</summary>
    public void WakeTwin() => _reported.Writer.TryWrite(true);

    /// <summary>Ends the relaying.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _loops;
        _ended.Dispose();
    }

    private Task RunAsync(Func<CancellationToken, Task> loop) => Task.Run(async () =>
    {
        try
        {
            await loop(_ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or MqttConnectionClosedException or ChannelClosedException)
        {
            // The connection is over; the next one begins with the whole twin.
            return;
        }
        catch (Exception e) when (e is TimeoutException or SqliteException or MqttSubscriptionRefusedException)
        {
            _ports.Log.RelayFailed(_clientId, e);
            await _client.DisposeAsync();
        }
    });

    private async Task ReadAsync(CancellationToken ended)
    {
        await foreach (var message in _client.Messages.ReadAllAsync(ended)) await TakeAsync(message, ended);
    }

    private async Task TakeAsync(MqttMessage message, CancellationToken ended)
    {
        switch (HubPush.Parse(message.Topic))
        {
            case HubPush.Method method:
                _ = RunAsync(stopping => CallAsync(method, message, stopping));
                break;
            case HubPush.DesiredPatch patch:
                await TakeDesiredAsync(patch, message, ended);
                break;
            case HubPush.TwinResponse response:
                if (_asked.TryRemove(response.RequestId, out var asked)) asked.TrySetResult((response.Status, message));
                break;
            case HubPush.CloudMessage cloud:
                await TakeCloudMessageAsync(cloud, message, ended);
                break;
            default:
                _ports.Log.RelayIgnored(_clientId, message.Topic);
                break;
        }
    }

    private async Task SyncTwinAsync(CancellationToken ended)
    {
        await Task.WhenAll(HubDeviceTopics.Filters(_clientId).Select(wanted => _client.SubscribeAsync(wanted.Filter, wanted.Qos, ended)));
        await ReadTwinAsync(ended);
        for (; ; await _reported.Reader.ReadAsync(ended))
        {
            var twin = await _ports.Twins.GetAsync(_clientId, ended);
            if (_twin.ReportedPatch(twin) is not { } patch) continue;
            var (status, answer) = await AskAsync(HubDeviceTopics.ReportedPatch, Encoding.UTF8.GetBytes(patch), ended);
            if (status < 300) _twin.Told(twin);
            else _ports.Log.TwinRefusedUpstream(_clientId, status, Encoding.UTF8.GetString(answer.Payload.Span));
        }
    }

    private async Task ReadTwinAsync(CancellationToken ended)
    {
        var (status, answer) = await AskAsync(HubDeviceTopics.TwinGet, default, ended);
        if (status == 200 && _twin.Take(answer.Payload) is { } change) await _ports.Twins.ChangeAsync(_clientId, change, ended);
        else _ports.Log.TwinRefusedUpstream(_clientId, status, Encoding.UTF8.GetString(answer.Payload.Span));
    }

    private async Task<(int Status, MqttMessage Answer)> AskAsync(
        Func<string, string> topic, ReadOnlyMemory<byte> body, CancellationToken ended)
    {
        var requestId = Interlocked.Increment(ref _lastRequest).ToString("x", CultureInfo.InvariantCulture);
        var asked = new TaskCompletionSource<(int, MqttMessage)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[requestId] = asked;
        await _client.PublishAsync(topic(requestId), body, MqttQos.AtMostOnce, ended);
        return await asked.Task.WaitAsync(TwinTimeout, _ports.Clock, ended);
    }

    // A change that was missed before this one is in the whole twin.
    private async Task TakeDesiredAsync(HubPush.DesiredPatch patch, MqttMessage message, CancellationToken ended)
    {
        if (TwinSync.Patch(message.Payload, patch.Version) is not { } change) return;
        var result = await _ports.Twins.ChangeAsync(_clientId, change, ended);
        if (!result.IsChanged) _ = RunAsync(ReadTwinAsync);
    }

    private async Task CallAsync(HubPush.Method method, MqttMessage message, CancellationToken ended)
    {
        var result = await _ports.Methods.InvokeAsync(_clientId, method.Name, message.Payload, TimeSpan.Zero, MethodTimeout, ended);
        var (status, body) = result switch
        {
            MethodResult.Answered(var answered, var payload) => (answered, payload),
            MethodResult.NotOnline => (404, Error(HubError.NotFound, method, "the device is not connected to its gateway")),
            _ => (504, Error(HubError.GatewayTimeout, method, "the device did not answer its gateway in time")),
        };
        await _client.PublishAsync(HubDeviceTopics.MethodResponse(status, method.RequestId), body, MqttQos.AtMostOnce, ended);
    }

    private ReadOnlyMemory<byte> Error(int code, HubPush.Method method, string text) =>
        HubError.Body(code, method.RequestId, text, _ports.Clock.GetUtcNow());

    // Acknowledged once it is durable here. With too many waiting it is not, and the parent sends it again over the next connection.
    private async Task TakeCloudMessageAsync(HubPush.CloudMessage cloud, MqttMessage message, CancellationToken ended)
    {
        var bag = PropertyBag.Decode(cloud.Bag);
        var taken = await _ports.CloudMessages.SendAsync(
            new CloudMessage
            {
                DeviceId = _clientId,
                Properties = bag.Pairs,
                ExpiresAtUnixMs = Expiry(bag).ToUnixTimeMilliseconds(),
                Body = message.Payload,
            },
            ended);
        if (taken && message.Qos == MqttQos.AtLeastOnce) await _client.AcknowledgeAsync(message);
    }

    private DateTimeOffset Expiry(PropertyBag bag) =>
        DateTimeOffset.TryParse(bag.Find("$.exp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiry)
            ? expiry
            : _ports.Clock.GetUtcNow() + CloudToDeviceLimits.TimeToLive;
}
