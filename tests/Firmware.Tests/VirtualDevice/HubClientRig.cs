using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;
using Firmware.VirtualDevice.Hub;
using Support;

namespace Firmware.Tests.VirtualDevice;

/// <summary>The hub client against a hub that speaks the real protocol on loopback.</summary>
public abstract class HubClientRig : IAsyncDisposable
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private protected HubClientRig() => Client = new MqttHubClient(
        new byte[32], Hub.Port, new HubTrust([Hub.Certificate]), new BoundedCall(CancellationToken.None),
        new TextLog(Log, LogLevel.Warning, "kitchen", TimeProvider.System), TokenClock);

    private protected ManualTimeProvider TokenClock { get; } = new(TimeProvider.System.GetUtcNow());

    private protected HubEmulator Hub { get; } = new();

    private protected StringWriter Log { get; } = new();

    private protected MqttHubClient Client { get; }

    public virtual async ValueTask DisposeAsync()
    {
        await BlockingAsync(() =>
        {
            Client.Disconnect();
            return true;
        });
        await Hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // The port blocks, so it has a thread of its own here as in the fleet.
    private protected static Task<T> BlockingAsync<T>(Func<T> call) =>
        Task.Factory.StartNew(call, default, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Patience);
}
