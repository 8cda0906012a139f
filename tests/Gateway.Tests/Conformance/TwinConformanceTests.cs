using System.Net;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>
/// Twins: Microsoft, "Understand and use device twins in IoT Hub", and "Communicate with an IoT hub using the MQTT protocol", on
/// retrieving and updating them.
/// </summary>
public sealed class TwinConformanceTests(AzureClients clients) : ConformanceTests(clients)
{
    [ExternalFact("npm", "npm")]
    public async Task A_new_twin_is_empty_in_version_1()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        var twin = await kitchen.GetTwinAsync();

        Assert.Equal("""{"reported":{"$version":1},"desired":{"$version":1}}""", twin.GetRawText());
    }

    [ExternalFact("npm", "npm")]
    public async Task Reported_properties_are_kept_and_seen_by_the_service()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.ReportAsync(new { health = new { chip = "BME280", errors = 1 }, name = "Küche 🌡" });

        var reported = (await Azure.Service.GetAsync("/twins/kitchen", "service")).Json.GetProperty("properties").GetProperty("reported");
        Assert.Equal("BME280", reported.GetProperty("health").GetProperty("chip").GetString());
        Assert.Equal("Küche 🌡", reported.GetProperty("name").GetString());
        Assert.Equal(2, reported.GetProperty("$version").GetInt32());
        Assert.Equal(1, (await kitchen.GetTwinAsync()).GetProperty("reported").GetProperty("health").GetProperty("errors").GetInt32());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_reported_null_removes_the_property()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.ReportAsync(new { health = new { chip = "BME280", errors = 1 } });

        await kitchen.ReportAsync(new { health = new { errors = (int?)null } });

        var reported = (await kitchen.GetTwinAsync()).GetProperty("reported");
        Assert.Equal("""{"health":{"chip":"BME280"},"$version":3}""", reported.GetRawText());
    }

    /// <summary>Trap 2: the client sees an error only in a body with errorCode; the status in the topic is nothing to it.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_refused_patch_is_an_error_for_the_client()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await Assert.ThrowsAsync<AzureException>(() => kitchen.ReportAsync(new { text = new string('x', 4097) }));

        Assert.Equal("""{"$version":1}""", (await kitchen.GetTwinAsync()).GetProperty("reported").GetRawText());
    }

    /// <summary>Trap 2: without an answer the client waits for ever.</summary>
    [ExternalFact("npm", "npm")]
    public async Task Every_request_about_a_twin_is_answered()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await Assert.ThrowsAsync<AzureException>(() => kitchen.ReportAsync(new Dictionary<string, int> { ["a.b"] = 1 }));
        await Assert.ThrowsAsync<AzureException>(() => kitchen.ReportAsync(new { large = 1L << 53 }));
        await kitchen.ReportAsync(new { });
        await kitchen.GetTwinAsync();
    }

    [ExternalFact("npm", "npm")]
    public async Task A_desired_change_comes_once_and_with_its_version()
    {
        await using var kitchen = await ListeningAsync();

        await DesireAsync("""{"log":{"level":"debug"}}""");
        await DesireAsync("""{"interval":5}""");

        Assert.Equal("""{"log":{"level":"debug"},"$version":2}""", (await kitchen.NextAsync("desired")).GetRawText());
        Assert.Equal("""{"interval":5,"$version":3}""", (await kitchen.NextAsync("desired")).GetRawText());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_desired_null_reaches_the_device_and_removes_the_property()
    {
        await using var kitchen = await ListeningAsync();
        await DesireAsync("""{"interval":5,"keep":1}""");
        await kitchen.NextAsync("desired");

        await DesireAsync("""{"interval":null}""");

        var patch = await kitchen.NextAsync("desired");
        Assert.Equal(3, patch.GetProperty("$version").GetInt32());
        Assert.Equal("""{"keep":1,"$version":3}""", (await kitchen.GetTwinAsync()).GetProperty("desired").GetRawText());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_desired_change_made_while_the_device_was_away_is_in_its_next_twin()
    {
        await using (await ListeningAsync()) { }
        await DesireAsync("""{"interval":5}""");

        await using var again = await Azure.OpenAsync("kitchen");

        Assert.Equal(5, (await again.GetTwinAsync()).GetProperty("desired").GetProperty("interval").GetInt32());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_replaced_twin_tells_the_device_what_is_gone()
    {
        await using var kitchen = await ListeningAsync();
        await DesireAsync("""{"interval":5,"keep":1}""");
        await kitchen.NextAsync("desired");

        await Azure.Service.PutAsync("/twins/kitchen", "service", """{"properties":{"desired":{"keep":1}}}""");
        await kitchen.NextAsync("desired");

        Assert.Equal("""{"keep":1,"$version":3}""", (await kitchen.GetTwinAsync()).GetProperty("desired").GetRawText());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_module_has_a_twin_of_its_own()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await using var module = await Azure.OpenModuleAsync("kitchen", "mod1");

        await module.ReportAsync(new { mine = 1 });

        Assert.Equal("""{"$version":1}""", (await kitchen.GetTwinAsync()).GetProperty("reported").GetRawText());
        Assert.Equal(1, (await module.GetTwinAsync()).GetProperty("reported").GetProperty("mine").GetInt32());
    }

    private async Task<AzureDevice> ListeningAsync()
    {
        var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.ListenToDesiredAsync();
        // The client raises the twin that it has as a first change.
        Assert.Equal("""{"$version":1}""", (await kitchen.NextAsync("desired")).GetRawText());
        return kitchen;
    }

    private async Task DesireAsync(string desired)
    {
        var changed = await Azure.Service.SendAsync(
            HttpMethod.Patch, "/twins/kitchen", "service", """{"properties":{"desired":""" + desired + "}}");
        Assert.Equal(HttpStatusCode.OK, changed.Status);
    }
}
