using System.Net;
using System.Text.Json;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>Direct methods: Microsoft, "Understand and invoke direct methods from IoT Hub".</summary>
public sealed class MethodConformanceTests(AzureClients clients) : ConformanceTests(clients)
{
    [ExternalFact("npm", "npm")]
    public async Task A_call_reaches_the_device_and_its_answer_comes_back()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.ListenToMethodAsync("reboot", 202, new { ok = true, text = "ü" });

        var answer = await InvokeAsync("""{"methodName":"reboot","payload":{"delay":1}}""");

        var request = await kitchen.NextAsync("method");
        Assert.Equal("""{"name":"reboot","payload":{"delay":1}}""", request.GetRawText());
        Assert.Equal((HttpStatusCode.OK, 202), (answer.Status, answer.Json.GetProperty("status").GetInt32()));
        Assert.Equal("ü", answer.Json.GetProperty("payload").GetProperty("text").GetString());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_call_without_payload_and_an_answer_without_one_work()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.ListenToMethodAsync("reboot");

        var answer = await InvokeAsync("""{"methodName":"reboot"}""");

        Assert.Equal(200, answer.Json.GetProperty("status").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("payload").ValueKind);
    }

    [ExternalFact("npm", "npm")]
    public async Task A_device_that_is_away_is_404_also_after_it_was_there()
    {
        await using (var kitchen = await Azure.OpenAsync("kitchen")) await kitchen.ListenToMethodAsync("reboot");

        var answer = await InvokeAsync("""{"methodName":"reboot"}""");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("DeviceNotOnline", answer.Headers.GetValues("iothub-errorcode").Single());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_device_that_does_not_listen_is_404()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        Assert.Equal(HttpStatusCode.NotFound, (await InvokeAsync("""{"methodName":"reboot"}""")).Status);
    }

    [ExternalFact("npm", "npm")]
    public async Task A_device_that_does_not_answer_is_504()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.ListenToMethodAsync("reboot", status: 0);

        var answer = await InvokeAsync("""{"methodName":"reboot","responseTimeoutInSeconds":5}""");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
    }

    [ExternalFact("npm", "npm")]
    public async Task Many_calls_at_once_each_get_their_own_answer()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await using var offices = await Azure.OpenAsync("offices");
        await kitchen.ListenToMethodAsync("who", 200, "kitchen");
        await offices.ListenToMethodAsync("who", 200, "offices");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => InvokeAsync(
            """{"methodName":"who"}""", i % 2 == 0 ? "kitchen" : "offices")));

        Assert.All(answers.Index(), answer => Assert.Equal(
            answer.Index % 2 == 0 ? "kitchen" : "offices", answer.Item.Json.GetProperty("payload").GetString()));
    }

    private Task<ServiceClient.Answer> InvokeAsync(string call, string device = "kitchen") =>
        Azure.Service.SendAsync(HttpMethod.Post, $"/twins/{device}/methods", "service", call);
}
