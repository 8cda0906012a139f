using Gateway.Host;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>A store that cannot be written, or has no room, is a state that can be seen; devices are told to come back.</summary>
/// <remarks>
/// CONNACK 3 is retried by official clients, 5 is not (observed with azure-iot-device 1.18.4). That a take-over follows what was sent
/// before: Microsoft, "Understand and resolve Azure IoT Hub errors", 400027, and the order of messages of one device.
/// </remarks>
public sealed class StoreFailureTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(SQLitePCL.raw.SQLITE_FULL)]
    [InlineData(SQLitePCL.raw.SQLITE_READONLY)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR)]
    public async Task While_the_disk_fails_devices_are_told_to_come_back_and_it_is_over_when_the_disk_takes_writes_again(int code)
    {
        var fails = false;
        void Commit()
        {
            if (Volatile.Read(ref fails)) throw new SqliteException("the disk fails", code);
        }

        await using var gateway = await RunningGateway.StartAsync(_directory, seams: new GatewaySeams { BeforeCommit = Commit });
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        Assert.Null(gateway.Host.StoreFailure);

        Volatile.Write(ref fails, true);
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => kitchen.SendTelemetryAsync("kitchen", "not stored"));
        Assert.Equal("the disk fails", gateway.Host.StoreFailure);
        var refused = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(gateway.Device("kitchen")));
        Assert.Equal(MqttConnectReturnCode.ServerUnavailable, refused.ReturnCode);

        Volatile.Write(ref fails, false);
        await using var again = await MqttClient.ConnectAsync(gateway.Device("kitchen"));
        await again.SendTelemetryAsync("kitchen", "stored");
        Assert.Null(gateway.Host.StoreFailure);
        Assert.Equal((1, 1), (gateway.Counters.Stored, gateway.Counters.Refused));
    }

    [Fact]
    public async Task A_take_over_waits_until_the_fate_of_what_the_older_connection_sent_is_known()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var gateway = await RunningGateway.StartAsync(
            _directory, options => options with { Limits = options.Limits with { StoredBytesMax = 1_000 } }, clock: clock);
        await using var older = await gateway.ConnectAsync("kitchen");
        await older.SendTelemetryAsync("kitchen", new string('x', 900));
        var waiting = older.SendTelemetryAsync("kitchen", new string('y', 900));
        while (gateway.Counters.Received < 2) await Task.Yield();

        var taking = MqttClient.ConnectAsync(gateway.Device("kitchen"));
        await using var other = await gateway.ConnectAsync("offices");
        Assert.False(taking.IsCompleted);

        while (gateway.Counters.Refused == 0)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await using var newer = await taking.WaitAsync(RunningGateway.Patience);
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => waiting);
    }
}
