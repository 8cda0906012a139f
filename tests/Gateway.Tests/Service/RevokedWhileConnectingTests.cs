using Gateway.Core.Sessions;
using Gateway.Mqtt.Packets;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>
/// Row S0-12 of the requirements: a disabled device cannot send. That also holds for one that was let in just before and whose session
/// is not known yet to whoever disables it.
/// </summary>
public sealed class RevokedWhileConnectingTests : IAsyncLifetime, IDisposable
{
    private const string Write = "registryReadWrite";

    private readonly TemporaryDirectory _directory = new();
    private readonly CancellationTokenSource _ended = new();
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        _service = new ServiceClient(_gateway);
        await _gateway.EnrollAsync("kitchen");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose()
    {
        _ended.Dispose();
        _service.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_device_that_was_disabled_after_its_admission_is_closed()
    {
        var session = await AdmittedAsync();
        await _service.PutAsync("/devices/kitchen", Write, """{"deviceId":"kitchen","status":"disabled"}""", "*");

        await ShouldBeEndedAsync(session);
    }

    [Fact]
    public async Task A_device_that_was_deleted_and_created_again_after_its_admission_is_closed()
    {
        var session = await AdmittedAsync();
        await _service.SendAsync(HttpMethod.Delete, "/devices/kitchen", Write, ifMatch: "*");
        await _service.PutAsync("/devices/kitchen", Write, """{"deviceId":"kitchen"}""");

        await ShouldBeEndedAsync(session);
    }

    private async Task<HubSession> AdmittedAsync()
    {
        var hub = _gateway.Host.Ports;
        var identity = await hub.Identities.FindAsync("kitchen", CancellationToken.None);
        var device = new AdmissionResult.Device(identity!, DateTimeOffset.MaxValue);
        return await HubSession.OpenAsync(device, new ConnectPacket { ClientId = "kitchen" }, hub, CancellationToken.None);
    }

    private async Task ShouldBeEndedAsync(HubSession session)
    {
        var link = new FakeLink();
        var pushing = session.PushAsync(link, _ended.Token);

        Assert.Contains("changed while it connected", await link.Ended.WaitAsync(RunningGateway.Patience), StringComparison.Ordinal);

        await _ended.CancelAsync();
        await pushing;
    }

    private sealed class FakeLink : IDeviceLink
    {
        private readonly TaskCompletionSource<string> _ended = new();

        public Task<string> Ended => _ended.Task;

        public ValueTask<Task<bool>> SendAsync(Push push) => new(Task.FromResult(false));

        public void End(string reason) => _ended.TrySetResult(reason);
    }
}
