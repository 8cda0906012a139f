namespace Gateway.Tests.Conformance;

/// <summary>
/// Checks of the gateway by Microsoft's own clients for Node. Each class, or the check itself, names the page or the measurement
/// that it holds. Every check has a gateway of its own; all share one Node process.
/// </summary>
[Collection(Collection)]
public abstract class ConformanceTests(AzureClients clients) : IAsyncLifetime
{
    internal const string Collection = "azure-iot-device 1.18.4";

    private protected AzureGateway Azure { get; private set; } = null!;

    public async Task InitializeAsync() => Azure = await StartAsync(await clients.DriverAsync());

    public async Task DisposeAsync() => await Azure.DisposeAsync();

    private protected virtual Task<AzureGateway> StartAsync(NodeDriver driver) => AzureGateway.StartAsync(driver);

    [CollectionDefinition(Collection)]
    public sealed class Shared : ICollectionFixture<AzureClients>;
}
