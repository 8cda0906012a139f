using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Killing;

/// <summary>
/// PUBACK means: on the disk, also for a gateway that is killed at any moment. As in SQLite, "How SQLite is tested", on crash tests.
/// A kill takes the process away, not what the operating system already has; that the commit reaches the disk is SQLite's
/// synchronous=FULL.
/// </summary>
/// <remarks>
/// A short campaign by default; all of it by <c>KILL_ROUNDS=200 KILL_DEVICES=200 dotnet test tests/Gateway.Tests --filter Killing</c>.
/// KILL_SEED repeats the moments of a run, as far as processes can be repeated.
/// </remarks>
public sealed class KillTests : IDisposable
{
    private static readonly TimeSpan RoundPatience = TimeSpan.FromMinutes(2);

    private static readonly int Rounds = Number("KILL_ROUNDS", 3);
    private static readonly int DeviceCount = Number("KILL_DEVICES", 20);
    private static readonly int Seed = Number("KILL_SEED", Environment.TickCount & 0xFFFF);

    private readonly TemporaryDirectory _directory = new();
    private readonly SemaphoreSlim _acknowledged = new(0);

    public void Dispose()
    {
        _directory.Dispose();
        _acknowledged.Dispose();
    }

    [Fact]
    public async Task Whenever_the_gateway_is_killed_every_acknowledged_message_is_delivered_once_and_in_order()
    {
        var random = new Random(Seed);
        await using var functions = await FunctionsEmulator.StartAsync();
        var devices = await EnrollAsync();
        var gateway = await KilledGateway.StartAsync(_directory.File("gateway"), 0, functions.Url);
        try
        {
            var (port, up) = (gateway.Port, NewSignal());
            up.SetResult();
            var running = devices.Select(device => Task.Run(
                () => device.RunAsync(port, () => Volatile.Read(ref up).Task, () => _acknowledged.Release()))).ToList();
            for (var round = 1; round <= Rounds; round++)
            {
                await WaitForAcknowledgementsAsync(random.Next(1, 10 * DeviceCount), round);
                Volatile.Write(ref up, NewSignal());
                await gateway.KillAsync();
                while (_acknowledged.Wait(0)) continue;
                gateway = await KilledGateway.StartAsync(_directory.File("gateway"), port, functions.Url);
                up.SetResult();
            }

            foreach (var device in devices) device.Finish();
            await Task.WhenAll(running).WaitAsync(RoundPatience);
            await CheckAsync(devices, functions);
        }
        finally
        {
            await gateway.KillAsync();
        }
    }

    private async Task WaitForAcknowledgementsAsync(int count, int round)
    {
        for (; count > 0; count--)
            Assert.True(await _acknowledged.WaitAsync(RoundPatience), $"seed {Seed}, round {round}: no PUBACK comes any more");
    }

    // The gateway delivers a batch again when it is killed between the answer and its checkpoint: the same messages with the same
    // sequence numbers, by which a reader of Event Hubs knows them.
    private static async Task CheckAsync(IReadOnlyList<PersistentDevice> devices, FunctionsEmulator functions)
    {
        var delivered = devices.ToDictionary(device => device.Id, _ => new SortedDictionary<long, int>());
        var missing = devices.Sum(device => device.Acknowledged);
        while (missing > 0)
        {
            var batch = await functions.NextAsync();
            var offsets = batch.Metadata("SequenceNumberArray").EnumerateArray().Select(number => number.GetInt64());
            foreach (var (text, offset) in batch.Events.Zip(offsets))
            {
                var (device, number) = (text.Split(' ')[0], int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture));
                if (delivered[device].TryAdd(offset, number)) missing--;
                else Assert.True(delivered[device][offset] == number, $"seed {Seed}: two messages have the sequence number {offset}");
            }
        }

        foreach (var device in devices)
            Assert.True(
                delivered[device.Id].Values.SequenceEqual(Enumerable.Range(1, device.Acknowledged)),
                $"seed {Seed}: {device.Id} had {device.Acknowledged} acknowledged, in the order of the sequence numbers there are "
                + string.Join(',', delivered[device.Id].Values));
    }

    private async Task<IReadOnlyList<PersistentDevice>> EnrollAsync()
    {
        string[] ids = [.. Enumerable.Range(1, DeviceCount).Select(n => $"device-{n}")];
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await Parallel.ForEachAsync(ids, async (id, _) => await gateway.EnrollAsync(id));
        var tls = gateway.Tls();
        tls.CertificateChainPolicy!.CustomTrustStore.Clear();
        tls.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(_directory.File("gateway/root.pem")));
        return [.. ids.Select(id => new PersistentDevice(id, gateway.Device(id) with { Tls = tls, CleanSession = false }))];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
