using Cloud.Functions;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Fleet;
using Gateway.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace EndToEnd.Tests;

/// <summary>Samples that travel as curves, from a device over the gateway into the cloud's store.</summary>
public sealed class CurveTest : IDisposable
{
    private const int Samples = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_sample_of_a_curve_arrives_once_and_at_its_time()
    {
        var clock = TimeProvider.System;
        var log = NullLoggerFactory.Instance;
        var cloud = new FunctionsOptions { DataDirectory = Part("cloud"), Port = 0 };
        await using var functions = await FunctionsHost.StartAsync(cloud, clock, log, CancellationToken.None);
        var events = new Uri(functions.Address, "telemetry");
        var hub = new GatewayOptions { DataDirectory = Part("gateway"), MqttPort = 0, HttpsPort = null, EventsUrl = events };
        await using var gateway = await GatewayHost.StartAsync(hub, clock, log, CancellationToken.None);
        var climate = new CountedClimate(Samples);
        await using var fleet = VirtualFleet.Start(FleetOf(gateway, climate));

        await climate.Reached.WaitAsync(Patience);
        fleet.StopSampling();
        Assert.True(await fleet.DrainAsync(Patience), "the device kept messages");
        Assert.True(await gateway.DrainEventsAsync(Patience, CancellationToken.None), "the gateway kept messages");

        Assert.InRange(fleet.SamplesMade, Samples - 1, Samples + 1);
        Assert.InRange(fleet.MessagesAcknowledged, 2, fleet.SamplesMade / 3);
        Assert.Equal(fleet.SamplesMade, functions.CountReadings("kitchen", fleet.Devices[0].Boot));
        AssertGrid();
    }

    // Seen from the first sample of a message, its others lie on whole intervals.
    private void AssertGrid()
    {
        using var database = Database.OfCloud(_directory.Path);
        var offsets = database.Rows(
            "SELECT event_time - MIN(event_time) OVER (PARTITION BY seq) FROM readings ORDER BY seq, event_time", row => row.GetInt64(0));
        Assert.All(offsets, offset => Assert.Equal(0, offset % (long)Interval.TotalMilliseconds));
        Assert.Contains(offsets, offset => offset > 0);
        Assert.Equal(0, database.Number("SELECT COUNT(*) FROM dead_letters"));
        Assert.Equal(0, database.Number("SELECT COUNT(*) FROM readings WHERE temperature IS NULL OR humidity IS NULL OR pressure IS NULL"));
    }

    private VirtualFleetOptions FleetOf(GatewayHost gateway, CountedClimate climate) => new()
    {
        Devices = [new VirtualDeviceOptions { Id = "kitchen", Climate = climate }],
        Provisioning = new ProvisioningOptions
        {
            Host = "localhost", Port = gateway.MqttPort, IdScope = gateway.IdScope, GroupKey = gateway.EnrollmentGroupKey,
        },
        StateDirectory = Part("devices"),
        TrustedRoots = [gateway.RootCertificate],
        SamplingInterval = Interval,
        Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve, IntervalMs = 2_000 },
    };

    private string Part(string name) => Path.Combine(_directory.Path, name);
}
