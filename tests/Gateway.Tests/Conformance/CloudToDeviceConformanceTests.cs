using System.Globalization;
using System.Net;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>Cloud-to-device messages: Microsoft, "Understand cloud-to-device messaging from an IoT hub".</summary>
public sealed class CloudToDeviceConformanceTests(AzureClients clients) : ConformanceTests(clients)
{
    private const string To = "/devices/kitchen/messages/devicebound";

    [ExternalFact("npm", "npm")]
    public async Task A_message_arrives_with_its_properties()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.ListenToMessagesAsync();

        await SendAsync("hello 🌡", ("iothub-messageid", "m 1"), ("iothub-correlationid", "c"), ("iothub-app-level", "high & low"));

        var message = await kitchen.NextAsync("message");
        Assert.Equal("hello 🌡", message.GetProperty("body").GetString());
        Assert.Equal("m 1", message.GetProperty("messageId").GetString());
        Assert.Equal("c", message.GetProperty("correlationId").GetString());
        Assert.Equal(To, message.GetProperty("to").GetString());
        Assert.Contains("""["level","high & low"]""", message.GetProperty("properties").GetRawText(), StringComparison.Ordinal);
    }

    [ExternalFact("npm", "npm")]
    public async Task Messages_that_waited_arrive_in_their_order()
    {
        await Azure.Gateway.EnrollAsync("kitchen");
        for (var i = 0; i < 50; i++) await SendAsync($"{i}");
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.ListenToMessagesAsync();

        for (var i = 0; i < 50; i++) Assert.Equal($"{i}", (await kitchen.NextAsync("message")).GetProperty("body").GetString());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_completed_message_does_not_come_again()
    {
        await using (var kitchen = await Azure.OpenAsync("kitchen"))
        {
            await kitchen.ListenToMessagesAsync();
            await SendAsync("once");
            await kitchen.NextAsync("message");
        }

        await using var again = await Azure.OpenAsync("kitchen");
        await again.ListenToMessagesAsync();
        await SendAsync("next");

        Assert.Equal("next", (await again.NextAsync("message")).GetProperty("body").GetString());
    }

    [ExternalFact("npm", "npm")]
    public async Task An_expired_message_does_not_come()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await SendAsync("late", ("iothub-expiry", DateTime.UtcNow.AddSeconds(-1).ToString("o", CultureInfo.InvariantCulture)));
        await SendAsync("in time", ("iothub-expiry", DateTime.UtcNow.AddHours(1).ToString("o", CultureInfo.InvariantCulture)));

        await kitchen.ListenToMessagesAsync();

        Assert.Equal("in time", (await kitchen.NextAsync("message")).GetProperty("body").GetString());
    }

    [ExternalFact("npm", "npm")]
    public async Task What_is_sent_to_another_device_does_not_come()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await using var offices = await Azure.OpenAsync("offices");
        await kitchen.ListenToMessagesAsync();
        await offices.ListenToMessagesAsync();

        await SendAsync("for kitchen");

        Assert.Equal("for kitchen", (await kitchen.NextAsync("message")).GetProperty("body").GetString());
        await kitchen.SendAsync("through the same gateway");
        Assert.Equal(0, offices.CountUnread("message"));
    }

    private async Task SendAsync(string body, params (string Name, string Value)[] headers)
    {
        var sent = await Azure.Service.SendAsync(
            HttpMethod.Post, "/messages/devicebound", "service", body, headers: [("iothub-to", To), .. headers]);
        Assert.Equal(HttpStatusCode.NoContent, sent.Status);
    }
}
