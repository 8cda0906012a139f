using Gateway.Core.Registry;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>Microsoft's npm package azure-iothub 1.16.6 manages this gateway as it would IoT Hub.</summary>
public sealed class AzureIotHubTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await RunningGateway.StartAsync(_directory);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [ExternalFact("npm", "npm")]
    public async Task The_service_sdk_manages_identities_twins_queries_and_methods()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");
        await kitchen.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce);
        var echo = EchoAsync(kitchen);

        var held = await NodeFolder.RunAsync(
            "tests/Gateway.Tests/Service/AzureIotHub",
            "service.js",
            $"{_gateway.Host.HttpsPort}",
            Path.Combine(_directory.File("gateway"), "root.pem"),
            ConnectionStringOf("registryReadWrite"),
            ConnectionStringOf("service"));

        await echo;
        Assert.Equal(
            [
                "create", "create twice", "get", "get none", "update keeps the keys", "list", "modules", "x509", "twin", "module twin",
                "query", "bulk", "statistics", "method", "method of a device that is away", "delete", "rights",
            ],
            held);
    }

    private static async Task EchoAsync(MqttClient device)
    {
        // The packages may have to be fetched first, so this waits for as long as the script may run.
        var request = await device.Messages.ReadAsync();
        var rid = request.Topic[request.Topic.IndexOf('?', StringComparison.Ordinal)..];
        await device.PublishAsync("$iothub/methods/res/201/" + rid, request.Payload, MqttQos.AtMostOnce);
    }

    private string ConnectionStringOf(string policy) =>
        ConnectionString.OfPolicy(policy, _gateway.Host.Policies.Find(policy)!.Primary, "localhost");
}
