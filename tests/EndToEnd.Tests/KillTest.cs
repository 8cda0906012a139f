using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Fleet;
using Support;

namespace EndToEnd.Tests;

/// <summary>The system is killed with SIGKILL while devices outside it send, and started again on the same data directory.</summary>
public sealed class KillTest
{
    private const int Kills = 3;
    private const int Devices = 20;
    private const int AcknowledgedBetweenKills = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Killed_in_the_middle_it_loses_nothing_and_counts_nothing_twice()
    {
        using var directory = new TemporaryDirectory();
        var data = directory.File("data");
        var port = FreePort();
        var host = Start(data, port);
        await host.DashboardAsync();
        await using var fleet = StartFleet(data, port, directory.File("devices"));
        for (var kill = 0; kill < Kills; kill++)
        {
            await AcknowledgedAsync(fleet, fleet.MessagesAcknowledged + AcknowledgedBetweenKills, host);
            await host.KillAsync();
            await host.DisposeAsync();
            host = Start(data, port);
            await host.DashboardAsync();
        }

        await AcknowledgedAsync(fleet, fleet.MessagesAcknowledged + AcknowledgedBetweenKills, host);
        fleet.StopSampling();
        Assert.True(await fleet.DrainAsync(Patience), $"{fleet.MessagesWaiting} messages were never acknowledged\n{host.Output}");
        host.Interrupt();
        Assert.True(await host.ExitAsync() == 0, host.Output);
        await host.DisposeAsync();
        AssertEverySampleIsThereOnce(data, fleet);
    }

    private static LocalHostProcess Start(string data, int port) =>
        LocalHostProcess.StartExactly("--data", data, "--port", "0", "--mqtt-port", $"{port}");

    private static VirtualFleet StartFleet(string data, int port, string state)
    {
        var gateway = Path.Combine(data, "gateway");
        var group = JsonDocument.Parse(File.ReadAllText(Path.Combine(gateway, "enrollment-group.json"))).RootElement;
        return VirtualFleet.Start(new VirtualFleetOptions
        {
            Devices = [.. Enumerable.Range(1, Devices).Select(n => new VirtualDeviceOptions { Id = $"outside-{n}", Climate = new SyntheticClimate(n) })],
            Provisioning = new ProvisioningOptions
            {
                Host = "localhost",
                Port = port,
                IdScope = group.GetProperty("idScope").GetString()!,
                GroupKey = group.GetProperty("primaryKey").GetString()!,
            },
            StateDirectory = state,
            TrustedRoots = [X509CertificateLoader.LoadCertificateFromFile(Path.Combine(gateway, "root.pem"))],
            SamplingInterval = TimeSpan.FromMilliseconds(200),
        });
    }

    private static async Task AcknowledgedAsync(VirtualFleet fleet, long count, LocalHostProcess host)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (fleet.MessagesAcknowledged < count) await look.WaitForNextTickAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{fleet.MessagesAcknowledged} of {count} messages acknowledged in {Patience}\n{host.Output}");
        }
    }

    private static void AssertEverySampleIsThereOnce(string data, VirtualFleet fleet)
    {
        using var cloud = Database.OfCloud(data);
        foreach (var device in fleet.Devices)
        {
            var stored = cloud.Rows($"SELECT seq FROM readings WHERE device_id = '{device.Id}' ORDER BY seq", row => row.GetInt64(0));
            Assert.Equal(Enumerable.Range(1, device.Counters.SamplesTaken).Select(seq => (long)seq), stored);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
