namespace Gateway.Tests.Conformance;

/// <summary>The Node process that all checks share. It starts with the first check, so not at all where they are skipped.</summary>
public sealed class AzureClients : IAsyncLifetime
{
    private readonly Lazy<Task<NodeDriver>> _driver = new(NodeDriver.StartAsync);

    internal Task<NodeDriver> DriverAsync() => _driver.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_driver is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await _driver.Value).DisposeAsync();
    }
}
