using System.Text;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;
using Firmware.VirtualDevice.Hub;
using Gateway.Mqtt;

namespace Firmware.Tests.VirtualDevice;

public sealed class MqttHubClientTest : IAsyncDisposable
{
    private static readonly HubMessage Message = new("kitchen-3-17", "flat/1", """{"schema":"flat/1"}""");

    private readonly HubEmulator _hub = new();
    private readonly StringWriter _log = new();
    private readonly MqttHubClient _client;

    public MqttHubClientTest() => _client = new MqttHubClient(
        new byte[32], _hub.Port, new HubTrust([_hub.Certificate]), new BoundedCall(CancellationToken.None),
        new TextLog(_log, LogLevel.Warning, "kitchen", TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await BlockingAsync(() =>
        {
            _client.Disconnect();
            return true;
        });
        await _hub.DisposeAsync();
    }

    // The port blocks, so it has a thread of its own here as in the fleet.
    private static Task<T> BlockingAsync<T>(Func<T> call) =>
        Task.Factory.StartNew(call, default, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30));

    [Fact]
    public async Task It_introduces_itself_as_IoT_Hub_wants_it_without_the_port()
    {
        Assert.True(await BlockingAsync(() => _client.TryConnect($"localhost:{_hub.Port}", "kitchen")));
        var connect = Assert.Single(_hub.Connects);
        Assert.Equal("kitchen", connect.ClientId);
        Assert.StartsWith("localhost/kitchen/?api-version=2021-04-12&DeviceClientType=", connect.UserName, StringComparison.Ordinal);
        var password = Encoding.UTF8.GetString(connect.Password!.Value.Span);
        Assert.StartsWith("SharedAccessSignature sr=localhost%2Fdevices%2Fkitchen&sig=", password, StringComparison.Ordinal);
        Assert.True(_client.IsConnected);
    }

    [Fact]
    public async Task A_hub_without_a_port_is_looked_for_on_the_provisioning_services()
    {
        Assert.True(await BlockingAsync(() => _client.TryConnect("localhost", "kitchen")));
        Assert.Single(_hub.Connects);
    }

    [Fact]
    public async Task A_message_is_sent_once_it_is_acknowledged()
    {
        await BlockingAsync(() => _client.TryConnect("localhost", "kitchen"));
        Assert.True(await BlockingAsync(() => _client.TrySend(Message)));
        Assert.Equal([(TelemetryTopic.For("kitchen", Message), Message.Body)], _hub.Published);
    }

    [Fact]
    public async Task A_message_whose_connection_breaks_is_not_sent_and_a_new_connection_is_needed()
    {
        _hub.Acknowledges = _ => false;
        await BlockingAsync(() => _client.TryConnect("localhost", "kitchen"));
        Assert.False(await BlockingAsync(() => _client.TrySend(Message)));
        Assert.False(_client.IsConnected);
        Assert.Contains("not acknowledged message=kitchen-3-17", _log.ToString(), StringComparison.Ordinal);

        _hub.Acknowledges = _ => true;
        Assert.True(await BlockingAsync(() => _client.TryConnect("localhost", "kitchen")));
        Assert.True(await BlockingAsync(() => _client.TrySend(Message)));
        Assert.Equal(2, _hub.Published.Count);
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_connection()
    {
        Assert.False(await BlockingAsync(() => _client.TrySend(Message)));
        Assert.False(_client.IsConnected);
    }

    [Theory]
    [InlineData(MqttConnectReturnCode.NotAuthorized)]
    [InlineData(MqttConnectReturnCode.ServerUnavailable)]
    public async Task A_refusal_is_told_and_explained(MqttConnectReturnCode code)
    {
        _hub.OnConnect = _ => code;
        Assert.False(await BlockingAsync(() => _client.TryConnect("localhost", "kitchen")));
        Assert.False(_client.IsConnected);
        Assert.Contains(code.ToString(), _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_no_hub_is_refused()
    {
        Assert.False(await BlockingAsync(() => _client.TryConnect("no hub", "kitchen")));
        Assert.Contains("no hub's name", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        Assert.False(await BlockingAsync(() => _client.TryConnect("127.0.0.1", "kitchen")));
        Assert.Empty(_hub.Connects);
    }

    [Fact]
    public async Task No_secret_is_logged()
    {
        _hub.OnConnect = _ => MqttConnectReturnCode.NotAuthorized;
        await BlockingAsync(() => _client.TryConnect("localhost", "kitchen"));
        Assert.DoesNotContain("SharedAccess", _log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", _log.ToString(), StringComparison.Ordinal);
    }
}
