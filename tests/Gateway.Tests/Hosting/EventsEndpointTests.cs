using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>Delivery to the functions host: in order, until accepted.</summary>
public sealed class EventsEndpointTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>Everything but 2xx with a JSON object means: the same batch again, as in azure-functions-host.</summary>
    [Theory]
    [InlineData(500, "")]
    [InlineData(404, "{}")]
    [InlineData(302, "{}")]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "[]")]
    [InlineData(200, "accepted")]
    public async Task A_batch_that_is_not_accepted_goes_again_until_it_is(int status, string body)
    {
        const int Refusals = 3;
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url });
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        functions.RefuseNext(Refusals, status, body);

        await kitchen.SendTelemetryAsync("kitchen", "1", "kitchen-1-1");
        await kitchen.SendTelemetryAsync("kitchen", "2", "kitchen-1-2");

        Assert.Equal(["1", "2"], await functions.EventsAsync(2));
        Assert.True(await gateway.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None));
        Assert.Equal((2, Refusals), (gateway.Counters.Forwarded, gateway.Counters.ForwardFailures));
    }

    [Fact]
    public async Task A_repeated_batch_has_the_same_messages_even_when_more_have_come()
    {
        await using var functions = await FunctionsEmulator.StartAsync();
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var gateway = await RunningGateway.StartAsync(
            _directory, options => options with { EventsUrl = functions.Url }, clock: clock);
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        functions.RefuseNext(1);

        await kitchen.SendTelemetryAsync("kitchen", "1");
        await functions.AttemptedAsync(1);
        await kitchen.SendTelemetryAsync("kitchen", "2");
        while (gateway.Counters.ForwardFailures == 0) await Task.Yield();
        while (functions.Attempts < 2) clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["1"], (await functions.NextAsync()).Events);
        Assert.Equal(["2"], (await functions.NextAsync()).Events);
    }

    [Fact]
    public async Task Every_device_keeps_its_order_and_one_partition()
    {
        const int Devices = 8, Messages = 50;
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url });
        functions.RefuseNext(5);

        await Task.WhenAll(Enumerable.Range(0, Devices).Select(device => SendAsync(gateway, $"room-{device}", Messages)));

        var seen = new Dictionary<string, (int Last, string Partition)>();
        for (var count = 0; count < Devices * Messages;)
        {
            var batch = await functions.NextAsync();
            Assert.InRange(batch.Events.Count, 1, 100);
            foreach (var text in batch.Events)
            {
                var (device, number) = (text.Split(' ')[0], int.Parse(text.Split(' ')[1], null));
                Assert.Equal(seen.GetValueOrDefault(device, (0, batch.PartitionId)), (number - 1, batch.PartitionId));
                seen[device] = (number, batch.PartitionId);
                count++;
            }
        }

        Assert.Equal(Devices, seen.Count);
    }

    [Fact]
    public async Task Sequence_numbers_rise_strictly_within_a_partition()
    {
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url });

        await SendAsync(gateway, "room-1", 40);

        var numbers = new List<long>();
        while (numbers.Count < 40)
            numbers.AddRange(
                (await functions.NextAsync()).Metadata("SequenceNumberArray").EnumerateArray().Select(number => number.GetInt64()));
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact]
    public async Task A_functions_host_that_is_down_is_tried_until_the_time_to_drain_is_over()
    {
        var functions = await FunctionsEmulator.StartAsync();
        var url = functions.Url;
        await functions.DisposeAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = url });

        await SendAsync(gateway, "room-1", 1);

        Assert.False(await gateway.Host.DrainEventsAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None));
        Assert.Equal(0, gateway.Counters.Forwarded);
    }

    private static async Task SendAsync(RunningGateway gateway, string device, int messages)
    {
        await using var client = await gateway.ConnectAsync(device);
        for (var n = 1; n <= messages; n++) await client.SendTelemetryAsync(device, $"{device} {n}", $"{device}-1-{n}");
    }
}
