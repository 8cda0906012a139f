using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>
/// Sessions outlive connections: measured with azure-iot-device 1.18.4 (trap 10), which subscribes to desired properties once in its life,
/// and Microsoft, "Communicate with an IoT hub using the MQTT protocol", on tokens and CleanSession.
/// </summary>
public sealed class SessionConformanceTests(AzureClients clients) : ConformanceTests(clients)
{
    private static readonly object ShortToken = new
    {
        tokenRenewal = new { tokenValidTimeInSeconds = 8, tokenRenewalMarginInSeconds = 4 },
    };

    /// <summary>Trap 10a: a new token is a new connection, without any SUBSCRIBE.</summary>
    [ExternalFact("npm", "npm")]
    public async Task Subscriptions_survive_the_renewal_of_the_token()
    {
        await using var kitchen = await ListeningAsync(ShortToken);
        var before = Session;

        await kitchen.NextAsync("renewed");
        await kitchen.SendAsync("behind the renewal");

        Assert.NotSame(before, Session);
        await ShouldGetAllAsync(kitchen, version: 2);
    }

    [ExternalFact("npm", "npm")]
    public async Task No_message_is_lost_or_doubled_over_the_renewal_of_the_token()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen", ShortToken);
        var sent = new List<string>();

        var renewed = kitchen.NextAsync("renewed");
        while (!renewed.IsCompleted || sent.Count < 10)
        {
            sent.Add($"{sent.Count}");
            await kitchen.SendAsync(sent[^1]);
        }

        Assert.Equal(sent, await Azure.Functions.EventsAsync(sent.Count));
        Assert.Equal(sent.Count, Azure.Gateway.Counters.Stored);
    }

    /// <summary>Trap 10b: after a loss the client subscribes to methods and messages again, never to desired properties.</summary>
    [ExternalFact("npm", "npm")]
    public async Task Subscriptions_survive_a_restart_of_the_gateway()
    {
        await using var kitchen = await ListeningAsync();

        await Azure.RestartAsync();

        await ShouldBeBackAsync();
        await ShouldGetAllAsync(kitchen, version: 2);
    }

    [ExternalFact("npm", "npm")]
    public async Task Twin_answers_come_after_a_restart_of_the_gateway()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.ReportAsync(new { before = 1 });

        await Azure.RestartAsync();
        await kitchen.ReportAsync(new { after = 2 });

        var reported = (await kitchen.GetTwinAsync()).GetProperty("reported");
        Assert.Equal("""{"before":1,"after":2,"$version":3}""", reported.GetRawText());
    }

    /// <summary>Trap 7: after one success the client tries again for four minutes.</summary>
    [ExternalFact("npm", "npm")]
    public async Task What_is_sent_while_the_gateway_is_away_arrives_when_it_is_back()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.SendAsync("before");
        await kitchen.NextAsync("sending");
        await Azure.StopAsync();

        var sending = kitchen.SendAsync("meanwhile");
        await kitchen.NextAsync("sending");
        await Azure.StartAgainAsync();
        await sending;

        Assert.Equal(["before", "meanwhile"], await Azure.Functions.EventsAsync(2));
    }

    /// <summary>Trap 7: the first connection is not tried again, so it must work as soon as the gateway says that it has started.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_first_connection_right_after_the_start_comes_in()
    {
        await Azure.Gateway.EnrollAsync("kitchen");
        for (var start = 0; start < 3; start++)
        {
            await Azure.RestartAsync();
            await using var kitchen = await Azure.CreateAsync("kitchen", "DeviceId=kitchen", Azure.Gateway.DeviceKey("kitchen"));
            await kitchen.OpenAsync();
        }
    }

    /// <summary>Trap 8: an older client without listeners notices nothing and comes back with its next message.</summary>
    [ExternalFact("npm", "npm")]
    public async Task Both_clients_of_one_id_get_their_messages_through()
    {
        await using var older = await Azure.OpenAsync("kitchen");
        await using var newer = await Azure.OpenAsync("kitchen");

        for (var i = 0; i < 3; i++)
        {
            await older.SendAsync($"older {i}");
            await newer.SendAsync($"newer {i}");
        }

        Assert.Equal(["older 0", "newer 0", "older 1", "newer 1", "older 2", "newer 2"], await Azure.Functions.EventsAsync(6));
    }

    /// <summary>Trap 8: two listening clients of one id take over from each other without a pause; 300 times a second was measured.</summary>
    [ExternalFact("npm", "npm")]
    public async Task Two_clients_of_one_id_that_listen_do_not_keep_the_gateway_busy()
    {
        await using var offices = await Azure.OpenAsync("offices");
        await using var older = await ListeningAsync();
        await using var newer = await Azure.OpenAsync("kitchen");
        await newer.ListenToMethodAsync("ping", payload: "pong");

        var since = Stopwatch.StartNew();
        while (Azure.Gateway.Counters.ConnectsRefused == 0 && since.Elapsed < RunningGateway.Patience) await offices.SendAsync("meanwhile");
        Assert.NotEqual(0, Azure.Gateway.Counters.ConnectsRefused);
        var winner = Session;
        for (var i = 0; i < 200; i++) await offices.SendAsync("meanwhile");

        Assert.Same(winner, Session);
        Assert.Equal("pong", (await ShouldBeBackAsync()).GetProperty("payload").GetString());
    }

    /// <summary>What the gateway knows of the connected device; another connection is another one.</summary>
    private object? Session => Azure.Gateway.Host.Ports.Clients.Find("kitchen");

    private async Task<AzureDevice> ListeningAsync(object? options = null)
    {
        var kitchen = await Azure.OpenAsync("kitchen", options);
        await kitchen.ListenToMethodAsync("ping", payload: "pong");
        await kitchen.ListenToMessagesAsync();
        await kitchen.ListenToDesiredAsync();
        await kitchen.NextAsync("desired"); // the twin as it is
        return kitchen;
    }

    private async Task ShouldGetAllAsync(AzureDevice kitchen, int version)
    {
        var call = await ShouldBeBackAsync();
        Assert.Equal("pong", call.GetProperty("payload").GetString());
        await SendAsync(HttpMethod.Patch, "/twins/kitchen", """{"properties":{"desired":{"interval":5}}}""");
        Assert.Equal(version, (await kitchen.NextAsync("desired")).GetProperty("$version").GetInt32());
        await SendAsync(
            HttpMethod.Post, "/messages/devicebound", "hello", ("iothub-to", "/devices/kitchen/messages/devicebound"));
        Assert.Equal("hello", (await kitchen.NextAsync("message")).GetProperty("body").GetString());
    }

    /// <summary>Waits until the device answers a method.</summary>
    private async Task<JsonElement> ShouldBeBackAsync() =>
        (await SendAsync(HttpMethod.Post, "/twins/kitchen/methods", """{"methodName":"ping","connectTimeoutInSeconds":15}""")).Json;

    private async Task<ServiceClient.Answer> SendAsync(HttpMethod method, string path, string body, params (string, string)[] headers)
    {
        var answer = await Azure.Service.SendAsync(method, path, "service", body, headers: headers);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{answer.Status}: {answer.Body}");
        return answer;
    }
}
