using Gateway.Host;
using Gateway.Host.Storage;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>PUBACK means: on the disk.</summary>
public sealed class DurabilityTests : IDisposable
{
    private const int FullDisk = 13; // SQLITE_FULL

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task There_is_no_puback_before_the_commit()
    {
        using var gate = new ManualResetEventSlim(initialState: true);
        using var atCommit = new SemaphoreSlim(0);
        await using var gateway = await RunningGateway.StartAsync(
            _directory, seams: new GatewaySeams { BeforeCommit = () => Wait(atCommit, gate) });
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        while (atCommit.Wait(0)) continue;
        gate.Reset();

        var sending = kitchen.SendTelemetryAsync("kitchen", "a reading");
        Assert.True(await atCommit.WaitAsync(RunningGateway.Patience));
        Assert.False(sending.IsCompleted);
        Assert.Equal(0, StoredMessages());

        gate.Set();
        await sending;
        Assert.Equal(1, StoredMessages());
    }

    /// <summary>
    /// The n-th commit fails, for every n until the run needs no further one; the device sends again what was not acknowledged.
    /// </summary>
    [Fact]
    public async Task Whichever_commit_fails_nothing_acknowledged_is_lost_doubled_or_out_of_order()
    {
        const int Messages = 12;
        const int CommitsAtLeast = 6; // two messages each
        var hasFailed = true;
        var n = 1;
        for (; hasFailed; n++)
        {
            using var directory = new TemporaryDirectory();
            var commits = 0;
            var isArmed = false;
            var failing = n;
            hasFailed = false;
            void FailOnce()
            {
                if (!Volatile.Read(ref isArmed) || Interlocked.Increment(ref commits) != failing) return;
                hasFailed = true;
                throw new SqliteException("disk full", FullDisk);
            }

            await using var functions = await FunctionsEmulator.StartAsync();
            // Groups of two, so that a commit can fail while later messages of the same connection are still queued.
            GatewayOptions SmallGroups(GatewayOptions options) =>
                options with { EventsUrl = functions.Url, Limits = options.Limits with { CommitGroupMax = 2 } };
            var seams = new GatewaySeams { BeforeCommit = FailOnce };
            await using (var gateway = await RunningGateway.StartAsync(directory, SmallGroups, seams))
            {
                await gateway.EnrollAsync("kitchen");
                Volatile.Write(ref isArmed, true);
                await SendAllAsync(gateway, Messages);
                var events = await functions.EventsAsync(Messages);
                Assert.True(
                    events.SequenceEqual(Enumerable.Range(1, Messages).Select(i => $"{i}")), $"commit {n}: {string.Join(',', events)}");
                Assert.True(
                    await gateway.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None), $"commit {n} was not drained");
                Assert.Equal(Messages, gateway.Counters.Stored);
            }
        }

        Assert.True(n > CommitsAtLeast, $"only {n - 1} rounds");
    }

    [Fact]
    public async Task A_gateway_that_starts_again_delivers_what_was_acknowledged_and_not_accepted()
    {
        await using (var gateway = await RunningGateway.StartAsync(_directory))
        {
            await using var kitchen = await gateway.ConnectAsync("kitchen");
            for (var n = 1; n <= 5; n++) await kitchen.SendTelemetryAsync("kitchen", $"{n}", $"kitchen-1-{n}");
        }

        await using var functions = await FunctionsEmulator.StartAsync();
        await using (var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url }))
        {
            Assert.NotNull(gateway.Host.NewestEnqueuedTime);
            Assert.Equal(["1", "2", "3", "4", "5"], await functions.EventsAsync(5));
            Assert.True(await gateway.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None));
        }

        await using (var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url }))
        {
            await using var kitchen = await MqttClient.ConnectAsync(gateway.Device("kitchen"));
            await kitchen.SendTelemetryAsync("kitchen", "5", "kitchen-1-5");
            await kitchen.SendTelemetryAsync("kitchen", "6", "kitchen-1-6");
            Assert.Equal(["6"], await functions.EventsAsync(1));
        }
    }

    [Fact]
    public async Task Keys_and_identities_survive_a_restart()
    {
        string scope, key;
        await using (var gateway = await RunningGateway.StartAsync(_directory))
        {
            await gateway.EnrollAsync("kitchen");
            (scope, key) = (gateway.Host.IdScope, gateway.Host.EnrollmentGroupKey);
        }

        await using (var gateway = await RunningGateway.StartAsync(_directory))
        {
            Assert.Equal((scope, key), (gateway.Host.IdScope, gateway.Host.EnrollmentGroupKey));
            await using var kitchen = await MqttClient.ConnectAsync(gateway.Device("kitchen"));
            await kitchen.SendTelemetryAsync("kitchen", "x");
        }
    }

    [Fact]
    public async Task A_full_store_refuses_and_takes_again_once_the_backlog_was_accepted()
    {
        await using var functions = await FunctionsEmulator.StartAsync();
        functions.IsDown = true;
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with
        {
            EventsUrl = functions.Url,
            Limits = options.Limits with { StoredBytesMax = 4_000, EventRetryDelayMax = TimeSpan.FromMilliseconds(1) },
        });
        await gateway.EnrollAsync("kitchen");

        var sent = 0;
        while (gateway.Counters.Refused == 0) sent += await TrySendAsync(gateway, new string('x', 500)) ? 1 : 0;
        Assert.InRange(sent, 2, 8);
        Assert.Equal(sent, gateway.Counters.Stored);

        functions.IsDown = false;
        Assert.Equal(sent, (await functions.EventsAsync(sent)).Count);
        Assert.True(await gateway.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None));
        Assert.True(await TrySendAsync(gateway, "one more"));
    }

    [Fact]
    public async Task A_message_that_was_taken_is_dropped_when_its_retention_is_over()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            _directory, options => options with { EventsUrl = functions.Url }, clock: clock);
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        for (var n = 1; n <= 3; n++) await SendAndDrainAsync(gateway, kitchen, $"kitchen-1-{n}");
        Assert.Equal(3, StoredMessages());

        clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(1));
        await SendAndDrainAsync(gateway, kitchen, "kitchen-1-4");

        Assert.Equal(1, StoredMessages());
    }

    private static async Task SendAndDrainAsync(RunningGateway gateway, MqttClient kitchen, string messageId)
    {
        await kitchen.SendTelemetryAsync("kitchen", "x", messageId);
        Assert.True(await gateway.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None));
    }

    private static async Task<bool> TrySendAsync(RunningGateway gateway, string body)
    {
        await using var kitchen = await MqttClient.ConnectAsync(gateway.Device("kitchen"));
        try
        {
            await kitchen.SendTelemetryAsync("kitchen", body);
            return true;
        }
        catch (MqttConnectionClosedException)
        {
            return false;
        }
    }

    // As a device does: several in flight, and after a lost connection again from the first that was not acknowledged.
    private static async Task SendAllAsync(RunningGateway gateway, int messages)
    {
        for (var acknowledged = 0; acknowledged < messages;)
        {
            try
            {
                await using var kitchen = await MqttClient.ConnectAsync(gateway.Device("kitchen"));
                var sending = Enumerable.Range(acknowledged + 1, messages - acknowledged)
                    .Select(n => kitchen.SendTelemetryAsync("kitchen", $"{n}", $"kitchen-1-{n}")).ToList();
                foreach (var one in sending)
                {
                    await one;
                    acknowledged++;
                }
            }
            catch (MqttConnectionClosedException)
            {
                continue;
            }
            catch (MqttConnectRefusedException e) when (e.ReturnCode == MqttConnectReturnCode.ServerUnavailable)
            {
                continue;
            }
        }
    }

    private static void Wait(SemaphoreSlim atCommit, ManualResetEventSlim gate)
    {
        atCommit.Release();
        gate.Wait(RunningGateway.Patience);
    }

    private long StoredMessages()
    {
        using var connection = GatewayDatabase.Open(Path.Combine(_directory.File("gateway"), "gateway.db"));
        return connection.QueryLong("SELECT COUNT(*) FROM messages")!.Value;
    }
}
