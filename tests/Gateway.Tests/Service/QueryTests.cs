using System.Globalization;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>Microsoft, "IoT Hub REST, Query - Get Twins", and "Bulk Registry - Update Registry".</summary>
public sealed class QueryTests : IAsyncLifetime, IDisposable
{
    private const string Write = "registryReadWrite";

    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        _service = new ServiceClient(_gateway);
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose()
    {
        _service.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Pages_hold_every_match_once_in_the_order_of_ids()
    {
        await CreateAsync(Enumerable.Range(0, 25).Select(i => $"d{i:00}"));
        await _service.PutAsync("/devices/d03/modules/m", Write, """{"deviceId":"d03","moduleId":"m"}""");
        for (var i = 0; i < 25; i += 2)
            await _service.SendAsync(HttpMethod.Patch, $"/twins/d{i:00}", "service", """{"tags":{"even":true}}""");

        var found = await AllAsync("SELECT * FROM devices WHERE tags.even = true", 4);

        Assert.Equal(Enumerable.Range(0, 13).Select(i => $"d{2 * i:00}"), found);
        Assert.Equal(25, (await AllAsync("SELECT * FROM devices", 25)).Count);
        Assert.Equal(["d03"], await AllAsync("SELECT * FROM devices.modules", 10));
        Assert.Empty(await AllAsync("SELECT * FROM devices WHERE tags.even = 'true'", 10));
    }

    [Fact]
    public async Task Connected_devices_are_found_by_their_state()
    {
        await CreateAsync(["away"]);
        await using var kitchen = await _gateway.ConnectAsync("kitchen");

        Assert.Equal(["kitchen"], await AllAsync("SELECT * FROM devices WHERE connectionState = 'Connected'", 10));
    }

    [Fact]
    public async Task What_is_no_query_is_refused()
    {
        Assert.Equal("ArgumentInvalid", (await PageAsync("SELECT deviceId FROM devices", 10, null)).ErrorCode);
        Assert.Equal("ArgumentInvalid", (await PageAsync("SELECT * FROM devices", 1_001, null)).ErrorCode);
        Assert.Equal("ArgumentInvalid", (await PageAsync("SELECT * FROM devices", 10, "?")).ErrorCode);
        Assert.Equal("ArgumentInvalid", (await _service.SendAsync(HttpMethod.Post, "/devices/query", "service", "[]")).ErrorCode);
        Assert.Equal(
            "IotHubUnauthorizedAccess", (await _service.SendAsync(HttpMethod.Post, "/devices/query", "registryRead", "{}")).ErrorCode);
    }

    [Fact]
    public async Task Of_many_changes_in_one_request_each_succeeds_or_fails_by_itself()
    {
        await CreateAsync(["a", "b"]);
        var stale = (await _service.GetAsync("/devices/b", Write)).Json.GetProperty("etag").GetString();
        await _service.PutAsync("/devices/b", Write, """{"deviceId":"b"}""", "*");

        var answer = await _service.SendAsync(HttpMethod.Post, "/devices", Write, $$"""
            [{"id":"a","importMode":"create"}, {"id":"c","importMode":"create","status":"disabled"}, {"id":"a","importMode":"delete"},
             {"id":"b","importMode":"deleteIfMatchETag","eTag":"{{stale}}"}, {"id":"x/y"}, {"id":"d","importMode":"createOrUpdate"},
             {"id":"e","importMode":"updateTwin"}, {"id":"f","status":"asleep"},
             {"id":"g","tags":{} }]
            """);

        Assert.Equal(400, (int)answer.Status);
        Assert.False(answer.Json.GetProperty("isSuccessful").GetBoolean());
        Assert.Equal(
            [
                "a DeviceAlreadyExists", "b PreconditionFailed", "x/y ArgumentInvalid", "e ArgumentInvalid", "f ArgumentInvalid",
                "g ArgumentInvalid",
            ],
            answer.Json.GetProperty("errors").EnumerateArray()
                .Select(error => $"{error.GetProperty("deviceId")} {error.GetProperty("errorCode")}"));
        Assert.Equal(["b", "c", "d"], await AllAsync("SELECT * FROM devices", 10));
        Assert.Equal(["c"], await AllAsync("SELECT * FROM devices WHERE status = 'disabled'", 10));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("""[{"id":7}]""")]
    [InlineData("""[{"name":"a"}]""")]
    public async Task What_is_no_list_of_identities_is_refused(string body) =>
        Assert.Equal("ArgumentInvalid", (await _service.SendAsync(HttpMethod.Post, "/devices", Write, body)).ErrorCode);

    private async Task CreateAsync(IEnumerable<string> ids)
    {
        var entries = string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","importMode":"create"}"""));
        var answer = await _service.SendAsync(HttpMethod.Post, "/devices", Write, $"[{entries}]");
        Assert.Equal("""{"isSuccessful":true,"errors":[],"warnings":[]}""", answer.Body);
    }

    private async Task<List<string>> AllAsync(string query, int pageItems)
    {
        var found = new List<string>();
        string? continuation = null;
        do
        {
            var page = await PageAsync(query, pageItems, continuation);
            found.AddRange(page.Json.EnumerateArray().Select(twin => twin.GetProperty("deviceId").GetString()!));
            continuation = page.Headers.TryGetValues("x-ms-continuation", out var next) ? next.Single() : null;
        }
        while (continuation is not null);

        return found;
    }

    private Task<ServiceClient.Answer> PageAsync(string query, int pageItems, string? continuation)
    {
        var headers = new List<(string, string)> { ("x-ms-max-item-count", pageItems.ToString(CultureInfo.InvariantCulture)) };
        if (continuation is not null) headers.Add(("x-ms-continuation", continuation));
        var body = System.Text.Json.JsonSerializer.Serialize(new { query });
        return _service.SendAsync(HttpMethod.Post, "/devices/query", "service", body, headers: headers);
    }
}
