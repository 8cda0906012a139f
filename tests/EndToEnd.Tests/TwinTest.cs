using System.Text.Json;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Fleet;
using Gateway.Host;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace EndToEnd.Tests;

/// <summary>A device and a gateway about the device's twin, over real sockets.</summary>
public sealed class TwinTest : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();
    private readonly StringWriter _log = new();

    private string GatewayDirectory => Path.Combine(_directory.Path, "gateway");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_device_reads_its_desired_properties_and_reports_what_became_of_them()
    {
        await RunOnceAsync();
        SetDesired(
            """
            {"sampling":{"intervalMs":250,"oversampling":{"pressure":16}},"log":{"level":7},"wifi":{"password":"pa55word"},"heating":1}
            """,
            2);
        await RunOnceAsync();

        using var database = Database.OfGateway(_directory.Path);
        var text = database.Rows("SELECT reported FROM twins WHERE device_id = 'kitchen'", row => row.GetString(0)).Single();
        var reported = JsonDocument.Parse(text).RootElement;
        var sampling = reported.GetProperty("sampling");
        Assert.Equal((200, 2), (sampling.GetProperty("ac").GetInt32(), sampling.GetProperty("av").GetInt32()));
        Assert.Equal(250, sampling.GetProperty("value").GetProperty("intervalMs").GetInt32());
        Assert.Equal(16, sampling.GetProperty("value").GetProperty("oversampling").GetProperty("pressure").GetInt32());
        Assert.Equal(400, reported.GetProperty("log").GetProperty("ac").GetInt32());
        Assert.Equal(400, reported.GetProperty("wifi").GetProperty("ac").GetInt32());
        Assert.Equal("heating", reported.GetProperty("unknownKeys").GetString());
        Assert.Equal(2, reported.GetProperty("device").GetProperty("bootCount").GetInt32());
        Assert.DoesNotContain("pa55word", text + _log, StringComparison.Ordinal);
    }

    // The twin is read and reported before the first message of a connection is sent: once all are acknowledged, both are done.
    private async Task RunOnceAsync()
    {
        var options = new GatewayOptions { DataDirectory = GatewayDirectory, MqttPort = 0, HttpsPort = null };
        await using var gateway =
            await GatewayHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var climate = new CountedClimate(samples: 3); // what the twin says may end the first conversion; then the second is whole
        await using var fleet = VirtualFleet.Start(OptionsOf(gateway, climate));
        await climate.Reached.WaitAsync(Patience);
        fleet.StopSampling();
        Assert.True(await fleet.DrainAsync(Patience), _log.ToString());
        Assert.True(fleet.SamplesMade > 0);
    }

    private VirtualFleetOptions OptionsOf(GatewayHost gateway, IClimate climate) => new()
    {
        Devices = [new VirtualDeviceOptions { Id = "kitchen", Climate = climate }],
        Provisioning = new ProvisioningOptions
        {
            Host = "localhost", Port = gateway.MqttPort, IdScope = gateway.IdScope, GroupKey = gateway.EnrollmentGroupKey,
        },
        StateDirectory = Path.Combine(_directory.Path, "devices"),
        TrustedRoots = [gateway.RootCertificate],
        SamplingInterval = TimeSpan.FromMilliseconds(500),
        Log = _log,
    };

    // As the service side will: the gateway has none yet, so its store is changed while it is stopped.
    private void SetDesired(string desired, int version)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(GatewayDirectory, "gateway.db") };
        using var connection = new SqliteConnection(source.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE twins SET desired = @desired, desired_version = @version WHERE device_id = 'kitchen'";
        command.Parameters.AddWithValue("@desired", desired);
        command.Parameters.AddWithValue("@version", version);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
