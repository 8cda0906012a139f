using System.Text.Json;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>
/// Device-to-cloud messages: Microsoft, "Communicate with an IoT hub using the MQTT protocol", on sending messages, and
/// "Create and read IoT Hub messages", on their properties. What the topics look like was measured with azure-iot-device 1.18.4.
/// </summary>
public sealed class TelemetryConformanceTests(AzureClients clients) : ConformanceTests(clients)
{
    [ExternalFact("npm", "npm")]
    public async Task A_message_arrives_with_its_body_and_the_hubs_stamps()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync("""{"temperature":21.45}""");

        var batch = await Azure.Functions.NextAsync();
        var system = batch.Metadata("SystemPropertiesArray")[0];
        Assert.Equal(["""{"temperature":21.45}"""], batch.Events);
        Assert.Equal("kitchen", Text(system, "iothub-connection-device-id"));
        Assert.Equal("""{"scope":"device","type":"sas","issuer":"iothub"}""", Text(system, "iothub-connection-auth-method"));
        Assert.True(system.TryGetProperty("iothub-enqueuedtime", out _));
    }

    [ExternalFact("npm", "npm")]
    public async Task Every_system_property_arrives_under_the_hubs_name()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync("{}", new
        {
            messageId = "m-1", correlationId = "c 1", userId = "u1", to = "x", contentType = "application/json", contentEncoding = "utf-8",
        });

        var system = (await Azure.Functions.NextAsync()).Metadata("SystemPropertiesArray")[0];
        Assert.Equal("m-1", Text(system, "message-id"));
        Assert.Equal("c 1", Text(system, "correlation-id"));
        Assert.Equal("u1", Text(system, "user-id"));
        Assert.Equal("application/json", Text(system, "content-type"));
        Assert.Equal("utf-8", Text(system, "content-encoding"));
    }

    [ExternalFact("npm", "npm")]
    public async Task Odd_characters_in_properties_arrive_as_they_were()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync(
            "{}",
            new { },
            ["level", "high & low"], ["ünï", "a/b=c+d"], ["empty", ""], ["percent%41", "100%"], ["#+", "$?"], ["日本", "🌡"]);

        var properties = (await Azure.Functions.NextAsync()).Metadata("PropertiesArray")[0];
        Assert.Equal("high & low", Text(properties, "level"));
        Assert.Equal("a/b=c+d", Text(properties, "ünï"));
        Assert.Equal("", Text(properties, "empty"));
        Assert.Equal("100%", Text(properties, "percent%41"));
        Assert.Equal("$?", Text(properties, "#+"));
        Assert.Equal("🌡", Text(properties, "日本"));
    }

    [ExternalFact("npm", "npm")]
    public async Task A_creation_time_is_kept()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync("{}", new { }, ["iothub-creation-time-utc", "2026-01-02T03:04:05.000Z"]);

        var batch = await Azure.Functions.NextAsync();
        Assert.Equal("2026-01-02T03:04:05.000Z", Text(batch.Metadata("PropertiesArray")[0], "iothub-creation-time-utc"));
    }

    [ExternalFact("npm", "npm")]
    public async Task A_body_in_unicode_arrives_as_it_was()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync("Küche 日本 🌡 \u0000 \"quoted\"");

        Assert.Equal(["Küche 日本 🌡 \u0000 \"quoted\""], await Azure.Functions.EventsAsync(1));
    }

    [ExternalFact("npm", "npm")]
    public async Task An_empty_body_is_a_message_too()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync("");

        Assert.Equal([""], await Azure.Functions.EventsAsync(1));
    }

    [ExternalFact("npm", "npm")]
    public async Task Messages_sent_at_once_arrive_in_their_order()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        var bodies = Enumerable.Range(0, 300).Select(i => $"{i}").ToArray();

        await kitchen.SendAllAsync(bodies);

        Assert.Equal(bodies, await Azure.Functions.EventsAsync(bodies.Length));
    }

    /// <summary>Trap 9: the client counts the body alone.</summary>
    [ExternalFact("npm", "npm")]
    public async Task The_largest_body_that_the_client_lets_out_is_taken()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        var largest = new string('x', 256 * 1024);

        await kitchen.SendAsync(largest);

        Assert.Equal([largest], await Azure.Functions.EventsAsync(1));
        var refused = await Assert.ThrowsAsync<AzureException>(() => kitchen.SendAsync(largest + "x"));
        Assert.Equal("MessageTooLargeError", refused.Name);
    }

    [ExternalFact("npm", "npm")]
    public async Task A_modules_output_arrives_with_the_outputs_name()
    {
        await using var module = await Azure.OpenModuleAsync("kitchen", "mod1");

        await module.DoAsync("sendOutput", new { output = "out1", body = "m" });

        var system = (await Azure.Functions.NextAsync()).Metadata("SystemPropertiesArray")[0];
        Assert.Equal("mod1", Text(system, "iothub-connection-module-id"));
        Assert.Equal("out1", Text(system, "iothub-output-name"));
    }

    private static string? Text(JsonElement properties, string name) => properties.GetProperty(name).GetString();
}
