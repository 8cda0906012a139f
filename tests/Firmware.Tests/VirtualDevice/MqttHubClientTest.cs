using System.Text;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Hub;
using Gateway.Mqtt;

namespace Firmware.Tests.VirtualDevice;

public sealed class MqttHubClientTest : HubClientRig
{
    private static readonly HubMessage Message = new("kitchen-3-17", "flat/1", """{"schema":"flat/1"}""");

    [Fact]
    public async Task It_introduces_itself_as_IoT_Hub_wants_it_without_the_port()
    {
        Assert.True(await BlockingAsync(() => Client.TryConnect($"localhost:{Hub.Port}", "kitchen")));
        var connect = Assert.Single(Hub.Connects);
        Assert.Equal("kitchen", connect.ClientId);
        Assert.StartsWith("localhost/kitchen/?api-version=2021-04-12&DeviceClientType=", connect.UserName, StringComparison.Ordinal);
        var password = Encoding.UTF8.GetString(connect.Password!.Value.Span);
        Assert.StartsWith("SharedAccessSignature sr=localhost%2Fdevices%2Fkitchen&sig=", password, StringComparison.Ordinal);
        Assert.True(Client.IsConnected);
    }

    [Fact]
    public async Task A_hub_without_a_port_is_looked_for_on_the_provisioning_services()
    {
        Assert.True(await BlockingAsync(() => Client.TryConnect("localhost", "kitchen")));
        Assert.Single(Hub.Connects);
    }

    [Fact]
    public async Task A_message_is_sent_once_it_is_acknowledged()
    {
        await BlockingAsync(() => Client.TryConnect("localhost", "kitchen"));
        Assert.True(await BlockingAsync(() => Client.TrySend(Message)));
        Assert.Equal([(TelemetryTopic.For("kitchen", Message), Message.Body)], Hub.Published);
    }

    [Fact]
    public async Task A_message_whose_connection_breaks_is_not_sent_and_a_new_connection_is_needed()
    {
        Hub.Acknowledges = _ => false;
        await BlockingAsync(() => Client.TryConnect("localhost", "kitchen"));
        Assert.False(await BlockingAsync(() => Client.TrySend(Message)));
        Assert.False(Client.IsConnected);
        Assert.Contains("not acknowledged mid=kitchen-3-17", Log.ToString(), StringComparison.Ordinal);

        Hub.Acknowledges = _ => true;
        Assert.True(await BlockingAsync(() => Client.TryConnect("localhost", "kitchen")));
        Assert.True(await BlockingAsync(() => Client.TrySend(Message)));
        Assert.Equal(2, Hub.Published.Count);
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_connection()
    {
        Assert.False(await BlockingAsync(() => Client.TrySend(Message)));
        Assert.False(Client.IsConnected);
    }

    [Theory]
    [InlineData(MqttConnectReturnCode.NotAuthorized)]
    [InlineData(MqttConnectReturnCode.ServerUnavailable)]
    public async Task A_refusal_is_told_and_explained(MqttConnectReturnCode code)
    {
        Hub.OnConnect = _ => code;
        Assert.False(await BlockingAsync(() => Client.TryConnect("localhost", "kitchen")));
        Assert.False(Client.IsConnected);
        Assert.Contains(code.ToString(), Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_no_hub_is_refused()
    {
        Assert.False(await BlockingAsync(() => Client.TryConnect("no hub", "kitchen")));
        Assert.Contains("not the name of a hub", Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        Assert.False(await BlockingAsync(() => Client.TryConnect("127.0.0.1", "kitchen")));
        Assert.Empty(Hub.Connects);
    }

    [Fact]
    public async Task No_secret_is_logged()
    {
        Hub.OnConnect = _ => MqttConnectReturnCode.NotAuthorized;
        await BlockingAsync(() => Client.TryConnect("localhost", "kitchen"));
        Assert.DoesNotContain("SharedAccess", Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", Log.ToString(), StringComparison.Ordinal);
    }
}
