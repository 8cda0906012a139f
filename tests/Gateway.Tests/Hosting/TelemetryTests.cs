using System.Text;
using Gateway.Mqtt;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

public sealed class TelemetryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_reading_travels_from_the_device_to_the_functions_host()
    {
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url });
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        var topic = "devices/kitchen/messages/events/%24.mid=kitchen-3-17&%24.ct=application%2Fjson&%24.ce=utf-8&schema=flat%2F1";
        await kitchen.PublishAsync(topic, """{"schema":"flat/1","temperature":21.45}"""u8.ToArray(), MqttQos.AtLeastOnce);

        var batch = await functions.NextAsync();
        Assert.Equal("/telemetry", batch.Path);
        Assert.Equal("application/json; charset=utf-8", batch.Headers["Content-Type"]);
        Assert.StartsWith("Azure-Functions-Host/", batch.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(batch.Headers["X-Azure-Functions-InvocationId"], out _));
        Assert.Equal(["""{"schema":"flat/1","temperature":21.45}"""], batch.Events);
        Assert.Equal("flat/1", batch.Metadata("PropertiesArray")[0].GetProperty("schema").GetString());
        var system = batch.Metadata("SystemPropertiesArray")[0];
        Assert.Equal("kitchen", system.GetProperty("iothub-connection-device-id").GetString());
        Assert.Equal("kitchen-3-17", system.GetProperty("message-id").GetString());
        Assert.Equal("application/json", system.GetProperty("content-type").GetString());
        Assert.Equal("utf-8", system.GetProperty("content-encoding").GetString());
        Assert.True(await gateway.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None));
        Assert.Equal(
            (1, 1, 1, 0), (gateway.Counters.Received, gateway.Counters.Stored, gateway.Counters.Forwarded, gateway.Counters.Refused));
    }

    [Fact]
    public async Task A_resend_is_acknowledged_but_stored_and_delivered_once()
    {
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url });
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        await kitchen.SendTelemetryAsync("kitchen", "first", "kitchen-1-1");
        await kitchen.SendTelemetryAsync("kitchen", "first", "kitchen-1-1");
        await kitchen.SendTelemetryAsync("kitchen", "second", "kitchen-1-2");

        Assert.Equal(["first", "second"], await functions.EventsAsync(2));
        Assert.Equal((3, 2, 1), (gateway.Counters.Received, gateway.Counters.Stored, gateway.Counters.Duplicates));
    }

    [Fact]
    public async Task Messages_without_an_id_are_never_taken_for_resends()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        await kitchen.SendTelemetryAsync("kitchen", "same");
        await kitchen.SendTelemetryAsync("kitchen", "same");

        Assert.Equal((2, 0), (gateway.Counters.Stored, gateway.Counters.Duplicates));
    }

    [Fact]
    public async Task QoS_0_telemetry_is_stored_too()
    {
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url });
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        await kitchen.PublishAsync("devices/kitchen/messages/events/", Encoding.UTF8.GetBytes("quiet"), MqttQos.AtMostOnce);

        Assert.Equal(["quiet"], await functions.EventsAsync(1));
    }

    [Fact]
    public async Task Many_messages_in_flight_keep_their_order()
    {
        const int Messages = 500;
        await using var functions = await FunctionsEmulator.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = functions.Url });
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        await Task.WhenAll(Enumerable.Range(1, Messages).Select(n => kitchen.SendTelemetryAsync("kitchen", $"{n}", $"kitchen-1-{n}")));

        Assert.Equal(Enumerable.Range(1, Messages).Select(n => $"{n}"), await functions.EventsAsync(Messages));
        Assert.Equal(Messages, gateway.Counters.Stored);
    }
}
