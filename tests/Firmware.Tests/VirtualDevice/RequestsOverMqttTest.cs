using System.Collections;
using System.Globalization;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Fleet;
using Firmware.VirtualDevice.Hub;
using Support;

namespace Firmware.Tests.VirtualDevice;

public sealed class RequestsOverMqttTest : HubClientRig, IRequestHandler
{
    private const string AnswerPrefix = "$iothub/methods/res/";
    private const string ReportPrefix = "$iothub/twin/PATCH/properties/reported/";
    private static readonly HubMessage Message = new("kitchen-3-17", "flat/1", "{}");
    private readonly TemporaryDirectory _directory = new();
    private readonly TaskCompletionSource<(string Topic, string Body)> _answered = new();
    private readonly TaskCompletionSource<(Hashtable Properties, string Body)> _received = new();

    public RequestsOverMqttTest() => Client.Attach(this);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    MethodAnswer IRequestHandler.Invoke(string method, string payload) => new(207, $"{{\"{method}\":{payload}}}");

    void IRequestHandler.Receive(Hashtable properties, string body) => _received.TrySetResult((properties, body));

    [Theory]
    [InlineData("1")]
    [InlineData("a7f")]
    public async Task A_method_is_answered_with_its_status_and_its_request_id(string requestId)
    {
        Hub.OnPublish = (topic, body) => Ask(topic, body, $"$iothub/methods/POST/readNow/?$rid={requestId}", "[5]");
        await ConnectAndSendAsync();
        Assert.Equal(($"$iothub/methods/res/207/?$rid={requestId}", """{"readNow":[5]}"""), await _answered.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_message_to_the_device_comes_with_its_properties_and_is_completed()
    {
        var completed = new TaskCompletionSource();
        Hub.OnAcknowledged = completed.SetResult;
        const string bag = "%24.mid=m-1&%24.to=%2Fdevices%2Fkitchen%2Fmessages%2FdeviceBound&method=re%20boot&empty";
        Hub.OnPublish = (topic, body) => Ask(topic, body, $"devices/kitchen/messages/devicebound/{bag}", "hello");
        await ConnectAndSendAsync();
        var (properties, body) = await _received.Task.WaitAsync(Patience);
        await completed.Task.WaitAsync(Patience);
        Assert.Equal("hello", body);
        Assert.Equal(("m-1", "re boot", ""), (properties["$.mid"], properties["method"], properties["empty"]));
        Assert.Equal(1, Assert.Single(Hub.Acknowledged));
    }

    [Fact]
    public async Task A_connection_whose_token_ends_is_replaced_by_one_with_all_its_subscriptions()
    {
        await BlockingAsync(() => Client.TryConnect("localhost", "kitchen"));
        var first = Hub.Subscribed.ToArray();
        TokenClock.Advance(SasToken.TimeToLive - MqttHubClient.RenewalMargin - TimeSpan.FromSeconds(1));
        Assert.True(Client.IsConnected);
        TokenClock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Client.IsConnected);

        await BlockingAsync(() => Client.TryConnect("localhost", "kitchen"));
        Assert.True(Client.IsConnected);
        Assert.Equal(4, first.Length);
        Assert.Equal([.. first, .. first], Hub.Subscribed);
        var expiries = Hub.Connects.Select(connect => ExpiryOf(connect.Password!.Value)).ToArray();
        Assert.Equal((SasToken.TimeToLive - MqttHubClient.RenewalMargin).TotalSeconds, expiries[1] - expiries[0], 1.0);
    }

    [Fact]
    public async Task A_running_device_reboots_when_it_is_told_to_and_comes_back_with_the_reason()
    {
        var reasons = new List<string>();
        var (second, isAsked) = (new TaskCompletionSource(), false);
        Hub.OnPublish = (topic, body) =>
        {
            Ask(topic, body, "", "");
            if (topic.StartsWith(ReportPrefix, StringComparison.Ordinal) && body.Contains("rebootReason", StringComparison.Ordinal))
            {
                reasons.Add(body.Split("\"rebootReason\":\"")[1].Split('"')[0]);
                if (reasons.Count == 2) second.SetResult();
            }

            if (isAsked || !topic.StartsWith("devices/", StringComparison.Ordinal)) return [];
            isAsked = true;
            return [("$iothub/methods/POST/reboot/?$rid=3", "null")];
        };
        await using var fleet = VirtualFleet.Start(Options());
        var boot = fleet.Devices[0].Boot;
        Assert.Equal(("$iothub/methods/res/202/?$rid=3", """{"inMs":2000}"""), await _answered.Task.WaitAsync(Patience));
        await second.Task.WaitAsync(Patience);
        Assert.Equal(["started", "requested"], reasons);
        Assert.Equal(boot + 1, fleet.Devices[0].Boot);
        Assert.True(fleet.SamplesMade > fleet.Devices[0].Counters.SamplesTaken, "what the first boot made still counts");
        Assert.False(fleet.Completion.IsCompleted);
    }

    private async Task ConnectAndSendAsync()
    {
        await BlockingAsync(() => Client.TryConnect("localhost", "kitchen"));
        Assert.True(await BlockingAsync(() => Client.TrySend(Message)));
    }

    // The hub asks when the device has sent something, and notes what comes back.
    private IEnumerable<(string Topic, string Body)> Ask(string topic, string body, string asked, string payload)
    {
        if (topic.StartsWith(AnswerPrefix, StringComparison.Ordinal)) _answered.TrySetResult((topic, body));
        return topic.StartsWith("devices/", StringComparison.Ordinal) ? [(asked, payload)] : [];
    }

    private static long ExpiryOf(ReadOnlyMemory<byte> password)
    {
        var token = System.Text.Encoding.UTF8.GetString(password.Span);
        return long.Parse(token[(token.IndexOf("&se=", StringComparison.Ordinal) + 4)..], CultureInfo.InvariantCulture);
    }

    private VirtualFleetOptions Options() => new()
    {
        Devices =
        [
            new VirtualDeviceOptions
            {
                Id = "kitchen",
                Climate = new SyntheticClimate(1),
                ConnectionString = new DeviceConnectionString($"localhost:{Hub.Port}", "kitchen", new byte[32]),
            },
        ],
        SamplingInterval = TimeSpan.FromMilliseconds(500),
        Telemetry = new() { Format = Firmware.Core.Telemetry.TelemetryFormat.Flat },
        StateDirectory = _directory.Path,
        TrustedRoots = [Hub.Certificate],
        Log = Log,
    };
}
