using System.Text.Json;
using Gateway.Host;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>A running gateway, the functions behind it, and Microsoft's clients before it.</summary>
internal sealed class AzureGateway : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Func<GatewayOptions, GatewayOptions> _change;
    private int _port;

    private AzureGateway(NodeDriver driver, FunctionsEmulator functions, Func<GatewayOptions, GatewayOptions>? change)
    {
        (Driver, Functions) = (driver, functions);
        _change = options => (change?.Invoke(options) ?? options) with { EventsUrl = functions.Url };
    }

    public NodeDriver Driver { get; }

    public FunctionsEmulator Functions { get; }

    public RunningGateway Gateway { get; private set; } = null!;

    public ServiceClient Service { get; private set; } = null!;

    public string Root => Gateway.Host.RootCertificate.ExportCertificatePem();

    public static async Task<AzureGateway> StartAsync(
        NodeDriver driver, Func<GatewayOptions, GatewayOptions>? change = null, GatewaySeams? seams = null)
    {
        var azure = new AzureGateway(driver, await FunctionsEmulator.StartAsync(), change);
        await azure.RunAsync(azure._change, seams);
        return azure;
    }

    /// <summary>Stops the gateway and starts it again on the same data and port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Stops the gateway; its port is kept for the next start.</summary>
    public async Task StopAsync()
    {
        _port = Gateway.Host.MqttPort;
        Service.Dispose();
        await Gateway.DisposeAsync();
    }

    public Task StartAgainAsync() => RunAsync(options => _change(options) with { MqttPort = _port });

    /// <summary>A device that the gateway knows, not yet open.</summary>
    public async Task<AzureDevice> DeviceAsync(string id, object? options = null, string hub = "localhost", byte[]? key = null)
    {
        await Gateway.EnrollAsync(id);
        return await CreateAsync(id, $"DeviceId={id}", key ?? Gateway.DeviceKey(id), options, hub);
    }

    /// <summary>A device that the gateway knows, open.</summary>
    public async Task<AzureDevice> OpenAsync(string id, object? options = null)
    {
        var device = await DeviceAsync(id, options);
        await device.OpenAsync();
        return device;
    }

    /// <summary>A module that the gateway knows, open.</summary>
    public async Task<AzureDevice> OpenModuleAsync(string id, string moduleId)
    {
        await Gateway.EnrollAsync(id);
        var created = await Service.PutAsync(
            $"/devices/{id}/modules/{moduleId}", "registryReadWrite", JsonSerializer.Serialize(new { deviceId = id, moduleId }));
        var key = created.Json.GetProperty("authentication").GetProperty("symmetricKey").GetProperty("primaryKey").GetBytesFromBase64();
        var module = await CreateAsync(id, $"DeviceId={id};ModuleId={moduleId}", key, isModule: true);
        await module.OpenAsync();
        return module;
    }

    public async Task<AzureDevice> CreateAsync(
        string id, string who, byte[] key, object? options = null, string hub = "localhost", bool isModule = false)
    {
        var device = new AzureDevice(Driver, id);
        await device.CreateAsync(new
        {
            ca = Root,
            options,
            isModule,
            connectionString = $"HostName={hub};{who};SharedAccessKey={Convert.ToBase64String(key)};"
                + $"GatewayHostName=localhost:{Gateway.Host.MqttPort}",
        });
        return device;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Functions.DisposeAsync();
        _directory.Dispose();
    }

    private async Task RunAsync(Func<GatewayOptions, GatewayOptions> change, GatewaySeams? seams = null)
    {
        Gateway = await RunningGateway.StartAsync(_directory, change, seams);
        Service = new ServiceClient(Gateway);
    }
}
