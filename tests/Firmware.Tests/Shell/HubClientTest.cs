using System.Collections;
using Firmware.Core.Ports;
using Firmware.Esp32;
using nanoFramework.Azure.Devices.Client;
using nanoFramework.Azure.Devices.Shared;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;
using Support;

namespace Firmware.Tests.Shell;

public sealed class HubClientTest : IDisposable
{
    private const string Key = "c2VjcmV0";
    private readonly List<DeviceClient> _clients = [];
    private readonly List<DeviceClient> _disposed = [];
    private readonly FakeLog _log = new();
    private readonly ManualClock _clock = new();
    private readonly HubClient _hub;
    private Func<bool> _opening = () => true;

    public HubClientTest()
    {
        DeviceClient.Created = client =>
        {
            _clients.Add(client);
            client.Opening = () => _opening();
            client.Disposing = () => _disposed.Add(client);
        };
        _hub = new HubClient(Key, null, _clock, _log);
    }

    public void Dispose()
    {
        DeviceClient.Created = null;
        Assert.DoesNotContain(_log.Lines, line => line.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Connects_as_the_assigned_device_with_its_own_key_and_QoS_1()
    {
        Assert.False(_hub.IsConnected);

        Assert.True(_hub.TryConnect("hub.test", "kitchen"));

        Assert.True(_hub.IsConnected);
        Assert.Equal("hub.test/kitchen " + Key, Assert.Single(_clients).Identity);
        Assert.Equal(MqttQoSLevel.AtLeastOnce, _clients[0].QoS);
    }

    [Fact]
    public void Connecting_again_replaces_the_client()
    {
        _hub.TryConnect("hub.test", "kitchen");
        _hub.TryConnect("hub.test", "kitchen");

        Assert.Equal(2, _clients.Count);
        Assert.Equal([_clients[0]], _disposed);
    }

    [Fact]
    public void A_refusal_is_logged_and_leaves_no_client()
    {
        _opening = () => false;

        Assert.False(_hub.TryConnect("hub.test", "kitchen"));

        Assert.Equal(["Warning hub refused hub=hub.test device=kitchen"], _log.Lines);
        Assert.Equal(_clients, _disposed);
    }

    [Fact]
    public void An_unreachable_hub_is_logged_and_leaves_no_client()
    {
        _opening = () => throw new InvalidOperationException("No address found");

        Assert.False(_hub.TryConnect("hub.test", "kitchen"));

        Assert.Equal(["Warning hub not reached hub=hub.test error=\"No address found\""], _log.Lines);
        Assert.Equal(_clients, _disposed);
    }

    [Theory]
    [InlineData(HubClient.SasRenewalMs - 1, true)]
    [InlineData(HubClient.SasRenewalMs, false)]
    public void A_connection_ends_before_its_token_does(long ageMs, bool isConnected)
    {
        _hub.TryConnect("hub.test", "kitchen");

        _clock.UptimeMs += ageMs;

        Assert.Equal(isConnected, _hub.IsConnected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_carries_its_id_and_schema_and_waits_for_the_acknowledgement(bool isAcknowledged)
    {
        _hub.TryConnect("hub.test", "kitchen");
        var sent = "";
        _clients[0].Sending = (body, contentType, properties, limit) =>
        {
            Assert.True(limit.CanBeCanceled);
            var bag = properties.Cast<UserProperty>().Select(property => $"{property.Name}={property.Value}");
            sent = $"{contentType} {string.Join("&", bag)} {body}";
            return isAcknowledged;
        };

        Assert.Equal(isAcknowledged, _hub.TrySend(new HubMessage("kitchen-3-17", "flat/1", "{}")));

        Assert.Equal("application/json $.mid=kitchen-3-17&schema=flat/1 {}", sent);
    }

    [Fact]
    public void An_alert_carries_its_priority()
    {
        _hub.TryConnect("hub.test", "kitchen");
        var sent = "";
        _clients[0].Sending = (_, _, properties, _) =>
        {
            sent = string.Join("&", properties.Cast<UserProperty>().Select(property => $"{property.Name}={property.Value}"));
            return true;
        };

        _hub.TrySend(new HubMessage("kitchen-3-18", "alarm/1", "{}", isAlert: true));

        Assert.Equal("$.mid=kitchen-3-18&schema=alarm/1&priority=alert", sent);
    }

    [Fact]
    public void A_send_that_throws_is_unknown_not_fatal()
    {
        _hub.TryConnect("hub.test", "kitchen");
        _clients[0].Sending = (_, _, _, _) => throw new InvalidOperationException("InflightQueueFull");

        Assert.False(_hub.TrySend(new HubMessage("kitchen-3-17", "flat/1", "{}")));

        Assert.Equal(["Warning hub not sent mid=kitchen-3-17 error=InflightQueueFull"], _log.Lines);
    }

    [Fact]
    public void Nothing_is_sent_without_a_connection() =>
        Assert.False(_hub.TrySend(new HubMessage("kitchen-3-17", "flat/1", "{}")));

    [Fact]
    public void A_goodbye_over_a_dead_link_does_not_stop_the_next_connection()
    {
        _hub.TryConnect("hub.test", "kitchen");
        _clients[0].Disposing = () => throw new InvalidOperationException("MqttCommunicationException");

        Assert.True(_hub.TryConnect("hub.test", "kitchen"));

        Assert.True(_hub.IsConnected);
        Assert.Equal(["Debug hub left without goodbye error=MqttCommunicationException"], _log.Lines);
    }

    [Fact]
    public void The_desired_properties_are_read_within_a_bounded_time()
    {
        _hub.TryConnect("hub.test", "kitchen");
        var nested = new Hashtable { ["intervalMs"] = 60_000 };
        _clients[0].Reading = limit =>
        {
            Assert.True(limit.CanBeCanceled);
            return new Twin(new TwinProperties(new Hashtable { ["sampling"] = nested, ["$version"] = 4 }, []));
        };

        var desired = _hub.ReadDesired();

        Assert.Equal(4, desired!["$version"]);
        Assert.Same(nested, desired["sampling"]);
    }

    [Fact]
    public void A_twin_that_does_not_come_is_none()
    {
        Assert.Null(_hub.ReadDesired());
        _hub.TryConnect("hub.test", "kitchen");
        _clients[0].Reading = _ => null!;
        Assert.Null(_hub.ReadDesired());
        _clients[0].Reading = _ => throw new InvalidOperationException("link down");
        Assert.Null(_hub.ReadDesired());

        Assert.Equal(["Warning hub twin not read error=\"link down\""], _log.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_report_waits_for_its_acknowledgement(bool isAcknowledged)
    {
        Assert.False(_hub.TryReport("{}"));
        _hub.TryConnect("hub.test", "kitchen");
        _clients[0].Reporting = (patch, limit) =>
        {
            Assert.True(limit.CanBeCanceled);
            Assert.Equal("""{"a":1}""", patch.Json);
            return isAcknowledged;
        };

        Assert.Equal(isAcknowledged, _hub.TryReport("""{"a":1}"""));
    }

    [Fact]
    public void A_report_that_throws_is_unknown_not_fatal()
    {
        _hub.TryConnect("hub.test", "kitchen");
        _clients[0].Reporting = (_, _) => throw new InvalidOperationException("InflightQueueFull");

        Assert.False(_hub.TryReport("{}"));

        Assert.Equal(["Warning hub not reported error=InflightQueueFull"], _log.Lines);
    }

    [Fact]
    public void Changes_wait_for_the_uplink_loop_and_the_oldest_go_when_there_are_too_many()
    {
        const int sent = TwinInbox.PatchesMax + 2;
        _hub.TryConnect("hub.test", "kitchen");
        for (var version = 1; version <= sent; version++)
            _clients[0].Change(new TwinCollection(new Hashtable { ["$version"] = version }));

        for (var version = 3; version <= sent; version++) Assert.Equal(version, _hub.TakePatch()!["$version"]);
        Assert.Null(_hub.TakePatch());
    }

    [Fact]
    public void Changes_of_an_older_connection_are_forgotten()
    {
        _hub.TryConnect("hub.test", "kitchen");
        _clients[0].Change(new TwinCollection(new Hashtable { ["$version"] = 1 }));

        _hub.TryConnect("hub.test", "kitchen");
        _clients[0].Change(new TwinCollection(new Hashtable { ["$version"] = 2 }));

        Assert.Null(_hub.TakePatch());
    }

    [Fact]
    public void Every_method_of_Core_has_a_callback_of_its_name_on_every_connection()
    {
        _hub.Attach(new EchoingHandler());
        for (var i = 0; i < 2; i++)
        {
            _hub.TryConnect("hub.test", "kitchen");
            var callbacks = _clients[i].Methods.Cast<MethodCallback>().ToDictionary(callback => callback.Method.Name);
            Assert.Equal(["clearOutbox", "getDiagnostics", "readNow", "reboot", "selfTest"], callbacks.Keys.Order());
            Assert.All(callbacks, callback => Assert.Equal(callback.Key + "{}", callback.Value(1, "{}")));
        }
    }

    [Fact]
    public void A_message_to_the_device_reaches_Core_with_its_properties()
    {
        var handler = new EchoingHandler();
        _hub.Attach(handler);
        _hub.TryConnect("hub.test", "kitchen");

        var properties = new Hashtable { ["$.mid"] = "m-1", ["method"] = "readNow" };
        _clients[0].Receive(new CloudToDeviceMessageEventArgs("{}", "") { Properties = properties });

        Assert.Equal("m-1 readNow {}", handler.Received);
    }

    [Fact]
    public void The_queue_inside_M2Mqtt_is_bounded() =>
        Assert.Equal(HubClient.InflightPacketsMax, MqttSettings.Instance.InflightQueueSize);

    [Fact]
    public void Roots_reach_the_client()
    {
        using var folder = new TemporaryDirectory();
        const string root = "-----BEGIN CERTIFICATE-----\nroot\n-----END CERTIFICATE-----";
        File.WriteAllText(folder.File("ca.pem"), root);
        var hub = new HubClient(Key, RootCertificates.Read(folder.File("ca.pem"), _log), _clock, _log);

        hub.TryConnect("hub.test", "kitchen");

        Assert.Equal(root + "\n", _clients[0].RootsPem);
    }

    [Fact]
    public void Several_roots_reach_the_client_and_a_damaged_one_is_left_out()
    {
        const string first = "-----BEGIN CERTIFICATE-----\nfirst\n-----END CERTIFICATE-----";
        const string damaged = "-----BEGIN CERTIFI-----\ndamaged\n-----END CERTIFICATE-----";
        const string last = "-----BEGIN CERTIFICATE-----\nlast\n-----END CERTIFICATE-----";
        using var folder = new TemporaryDirectory();
        var path = folder.File("ca.pem");
        File.WriteAllText(path, $"{first}\n{damaged}\n{last}\n");
        var hub = new HubClient(Key, RootCertificates.Read(path, _log), _clock, _log);

        hub.TryConnect("hub.test", "kitchen");

        Assert.Equal(2, _clients[0].RootsPem!.Split("BEGIN CERTIFICATE").Length - 1);
        Assert.Contains("first", _clients[0].RootsPem, StringComparison.Ordinal);
        Assert.Contains("last", _clients[0].RootsPem, StringComparison.Ordinal);
        Assert.Contains("number=2", _log.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("root certificates count=2", _log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_of_roots_the_boards_own_store_is_used()
    {
        using var folder = new TemporaryDirectory();

        Assert.Null(RootCertificates.Read(folder.File("ca.pem"), _log));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_file_without_certificate_is_named()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.File("ca.pem");
        File.WriteAllText(path, "404 Not Found");

        Assert.Null(RootCertificates.Read(path, _log));

        Assert.Equal(
            [$"Error config no PEM certificate, deploy the file again path={path} number=1 error=\"no certificate in it\""], _log.Lines);
    }
}
