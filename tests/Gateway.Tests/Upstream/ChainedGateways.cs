using Gateway.Core.Upstream;
using Gateway.Host;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Upstream;

/// <summary>
/// Two gateways in a chain, each with store, sockets and TLS of its own: devices connect to the child, which goes on to the parent.
/// Both know the same group key, so a device has the same key at both.
/// </summary>
internal sealed class ChainedGateways : IAsyncDisposable
{
    private readonly TemporaryDirectory _parentDirectory = new();
    private readonly TemporaryDirectory _childDirectory = new();
    private readonly FunctionsEmulator _functions;

    private ChainedGateways(FunctionsEmulator functions) => _functions = functions;

    public RunningGateway Parent { get; private set; } = null!;

    public RunningGateway Child { get; private set; } = null!;

    /// <summary>The parent's functions host: what arrives there has come all the way.</summary>
    public FunctionsEmulator Functions => _functions;

    /// <summary>What the child trusts.</summary>
    public string RootFile => _childDirectory.File("parent.pem");

    public static async Task<ChainedGateways> StartAsync(params string[] devices)
    {
        var chain = new ChainedGateways(await FunctionsEmulator.StartAsync());
        await chain.StartParentAsync();
        chain.TrustParent();
        var group = chain._childDirectory.File("gateway");
        Directory.CreateDirectory(group);
        var parentGroup = chain._parentDirectory.File("gateway");
        File.Copy(Path.Combine(parentGroup, "enrollment-group.json"), Path.Combine(group, "enrollment-group.json"));
        await chain.StartChildAsync();
        await chain.Parent.EnrollAsync(devices);
        await chain.Child.EnrollAsync(devices);
        return chain;
    }

    /// <summary>Starts the parent, on the port that it had before where it had one.</summary>
    public async Task StartParentAsync(int port = 0) => Parent = await RunningGateway.StartAsync(
        _parentDirectory, options => options with { EventsUrl = _functions.Url, MqttPort = port });

    /// <summary>Ends the parent and returns its port.</summary>
    public async Task<int> StopParentAsync()
    {
        // Its functions host may see a batch again that it took while the parent was stopping; that is not what these tests are about.
        Assert.True(await Parent.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None));
        var port = Parent.Host.MqttPort;
        await Parent.DisposeAsync();
        return port;
    }

    public async Task StartChildAsync() => Child = await RunningGateway.StartAsync(_childDirectory, options => options with
    {
        Upstream = new UpstreamOptions
        {
            HostName = "localhost",
            Port = Parent.Host.MqttPort,
            RootFile = RootFile,
            Limits = new UpstreamLimits { MessagesPerSecond = 2_000, BacklogPerSecond = 1_000, ConnectsPerSecond = 200 },
        },
    });

    /// <summary>Restarts the child.</summary>
    /// <param name="untrusting">Whether it trusts nobody from then on, so that the link is down until <see cref="TrustParent"/>.</param>
    public async Task RestartChildAsync(bool untrusting = false)
    {
        await Child.DisposeAsync();
        if (untrusting) File.WriteAllText(RootFile, Child.Host.RootCertificate.ExportCertificatePem());
        await StartChildAsync();
    }

    /// <summary>Writes the parent's present root into the file that the child reads.</summary>
    public void TrustParent() => File.WriteAllText(RootFile, Parent.Host.RootCertificate.ExportCertificatePem());

    /// <summary>Takes away all that makes the parent who it is towards its children.</summary>
    public void DeleteParentCertificates()
    {
        foreach (var file in Directory.GetFiles(_parentDirectory.File("gateway"), "*.pem")) File.Delete(file);
        foreach (var file in Directory.GetFiles(_parentDirectory.File("gateway"), "*.key")) File.Delete(file);
    }

    public async ValueTask DisposeAsync()
    {
        await Child.DisposeAsync();
        await Parent.DisposeAsync();
        await _functions.DisposeAsync();
        _childDirectory.Dispose();
        _parentDirectory.Dispose();
    }
}
