using System.Text.Json;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Fleet;
using Support;

namespace Firmware.Tests.VirtualDevice;

public sealed class VirtualFleetTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HubEmulator _hub = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly StringWriter _log = new();

    public VirtualFleetTest() => _hub.OnPublish = (topic, body) => topic.StartsWith("$dps/", StringComparison.Ordinal)
        ? [($"$dps/registrations/res/200/?{topic.Split('?')[1]}", Assignment(body))]
        : [];

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _directory.Dispose();
    }

    private static string Assignment(string registration)
    {
        var id = JsonDocument.Parse(registration).RootElement.GetProperty("registrationId").GetString();
        return $$$"""{"operationId":"1","status":"assigned","registrationState":{"assignedHub":"localhost","deviceId":"{{{id}}}"}}""";
    }

    private VirtualFleetOptions Options(int devices) => new()
    {
        Devices = [.. Enumerable.Range(1, devices).Select(Device)],
        Provisioning = new ProvisioningOptions
        {
            Host = "localhost", Port = _hub.Port, IdScope = "scope", GroupKey = Convert.ToBase64String(new byte[32]),
        },
        StateDirectory = _directory.Path,
        TrustedRoots = [_hub.Certificate],
        SamplingInterval = TimeSpan.FromMilliseconds(200),
        Log = _log,
    };

    private static VirtualDeviceOptions Device(int number) => new() { Id = $"device-{number}", Climate = new SyntheticClimate(number) };

    private Task Telemetry(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = count;
        _hub.Acknowledges = topic =>
        {
            if (topic.StartsWith("devices/", StringComparison.Ordinal) && Interlocked.Decrement(ref left) == 0) reached.SetResult();
            return true;
        };
        return reached.Task.WaitAsync(Patience);
    }

    // Of each message: device, boot, sequence number.
    private List<(string Device, int Boot, int Sequence)> Received() => [.. _hub.Published
        .Where(message => message.Topic.StartsWith("devices/", StringComparison.Ordinal))
        .Select(message => JsonDocument.Parse(message.Body).RootElement)
        .Select(body => (
            body.GetProperty("deviceId").GetString()!,
            body.GetProperty("boot").GetInt32(),
            body.GetProperty("seq").GetInt32()))];

    [Fact]
    public async Task Every_sample_of_every_device_arrives_once_and_in_order()
    {
        const int devices = 25;
        var enough = Telemetry(5 * devices);
        await using var fleet = VirtualFleet.Start(Options(devices));
        await enough;
        fleet.StopSampling();
        Assert.True(await fleet.DrainAsync(Patience), _log.ToString());

        var received = Received();
        Assert.Equal(fleet.SamplesMade, received.Count);
        Assert.Equal(fleet.SamplesMade, fleet.MessagesAcknowledged);
        Assert.Equal((0, 0), (fleet.MessagesDropped, fleet.MessagesWaiting));
        Assert.Equal(devices, received.Select(message => message.Device).Distinct().Count());
        var boots = fleet.Devices.ToDictionary(device => device.Id, device => device.Boot);
        foreach (var device in received.GroupBy(message => message.Device))
            Assert.Equal(Enumerable.Range(1, device.Count()).Select(n => (device.Key, boots[device.Key], n)), device);
    }

    [Fact]
    public async Task A_restarted_fleet_counts_its_boots_and_begins_its_sequences_anew()
    {
        var boots = new List<int>();
        for (var run = 0; run < 3; run++)
        {
            var one = Telemetry(1);
            await using var fleet = VirtualFleet.Start(Options(1));
            await one;
            boots.Add(Assert.Single(fleet.Devices).Boot);
            Assert.Equal(boots[0] + run, boots[run]);
            fleet.StopSampling();
            Assert.True(await fleet.DrainAsync(Patience)); // or the next boot would begin with what waits
        }

        Assert.Equal(boots, Received().Where(message => message.Sequence == 1).Select(message => message.Boot).Distinct());
    }

    [Fact]
    public async Task A_message_whose_acknowledgement_was_lost_comes_again_with_the_same_identity()
    {
        var (cut, again) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _hub.Acknowledges = topic =>
        {
            if (!topic.StartsWith("devices/", StringComparison.Ordinal)) return true;
            if (Interlocked.Increment(ref cut) > 1) again.TrySetResult();
            return cut > 1;
        };
        await using var fleet = VirtualFleet.Start(Options(1));
        await again.Task.WaitAsync(Patience);
        fleet.StopSampling();
        Assert.True(await fleet.DrainAsync(Patience), _log.ToString());

        var topics = _hub.Published.Where(message => message.Topic.StartsWith("devices/", StringComparison.Ordinal)).ToList();
        Assert.Equal(topics[0], topics[1]);
        Assert.Equal(fleet.SamplesMade + 1, topics.Count);
        Assert.Equal(1, fleet.Devices[0].Counters.Reconnects);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_hub_that_is_away()
    {
        await _hub.DisposeAsync();
        var fleet = VirtualFleet.Start(Options(3));
        fleet.StopSampling();
        await fleet.DisposeAsync().AsTask().WaitAsync(Patience);
        await fleet.Completion.WaitAsync(Patience);
    }

    [Fact]
    public void Options_that_cannot_work_are_named()
    {
        var good = Options(2);
        var badKey = good.Provisioning! with { GroupKey = "x" };
        AssertRefused("the group key is not base64 of 16 to 64 bytes", good with { Provisioning = badKey });
        AssertRefused("device 'device-1' is there twice", good with { Devices = [good.Devices[0], good.Devices[0]] });
        AssertRefused("device '../up': an id is", good with { Devices = [good.Devices[0] with { Id = "../up" }] });
        AssertRefused("device 'device-1' has neither", good with { Provisioning = null });
        AssertRefused("intervalMs is 199", good with { SamplingInterval = TimeSpan.FromMilliseconds(199) });
        AssertRefused("temperature.emaAlphaPerMille is 0", good with { EmaAlphaPerMille = 0 });
    }

    private static void AssertRefused(string message, VirtualFleetOptions options) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => VirtualFleet.Start(options)).Message, StringComparison.Ordinal);
}
