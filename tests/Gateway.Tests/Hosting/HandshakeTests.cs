using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>TLS before the first byte of MQTT.</summary>
public sealed class HandshakeTests : IDisposable
{
    private const int Starts = 8;
    private const int DevicesAtOnce = 32;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Devices_that_all_come_at_once_right_after_the_start_are_all_served()
    {
        for (var start = 0; start < Starts; start++)
        {
            await using var gateway = await RunningGateway.StartAsync(_directory);
            var devices = await Task.WhenAll(
                Enumerable.Range(0, DevicesAtOnce).Select(_ => Task.Run(() => RawDevice.OpenAsync(gateway))));
            foreach (var device in devices) await device.DisposeAsync();
        }
    }
}
