using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Host;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Support;

namespace Gateway.Tests.Service;

/// <summary>
/// Telemetry over HTTPS: Microsoft, "IoT Hub REST, Device - Send Device Event". The names of headers and the JSON of a batch are those of
/// azure-iot-device-http 1.14.4; base64Encoded is azure-sdk-for-c's.
/// </summary>
public sealed class HttpTelemetryTests : IAsyncLifetime, IDisposable
{
    private const string Batch = "application/vnd.microsoft.iothub.json";

    private readonly TemporaryDirectory _directory = new();
    private readonly TestAuthority _maker = TestAuthority.Create("maker");
    private FunctionsEmulator _functions = null!;
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;
    private bool _isDiskFull;

    public async Task InitializeAsync()
    {
        _functions = await FunctionsEmulator.StartAsync();
        await File.WriteAllTextAsync(_directory.File("ca.pem"), _maker.Certificate.ExportCertificatePem());
        _gateway = await RunningGateway.StartAsync(
            _directory,
            options => options with { EventsUrl = _functions.Url, DeviceAuthoritiesFile = _directory.File("ca.pem") },
            new GatewaySeams { BeforeCommit = () => { if (Volatile.Read(ref _isDiskFull)) throw new SqliteException("full", 13); } });
        _service = new ServiceClient(_gateway);
        await _gateway.EnrollAsync("kitchen", "offices");
    }

    public async Task DisposeAsync()
    {
        _service.Dispose();
        await _gateway.DisposeAsync();
        await _functions.DisposeAsync();
    }

    public void Dispose()
    {
        _maker.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task One_message_travels_with_its_properties_in_headers()
    {
        var status = await PostAsync("kitchen", Token("kitchen"), """{"t":1}""", headers:
        [
            ("iothub-to", "/devices/kitchen/messages/events"), ("IoTHub-MessageId", "m-1"), ("IoTHub-CorrelationId", "c-1"),
            ("iothub-contenttype", "application/json"), ("iothub-contentencoding", "utf-8"), ("iothub-app-level", "high"),
        ]);

        Assert.Equal(HttpStatusCode.NoContent, status);
        var batch = await _functions.NextAsync();
        Assert.Equal(["""{"t":1}"""], batch.Events);
        Assert.Equal("high", batch.Metadata("PropertiesArray")[0].GetProperty("level").GetString());
        var system = batch.Metadata("SystemPropertiesArray")[0];
        Assert.Equal("kitchen", system.GetProperty("iothub-connection-device-id").GetString());
        Assert.Equal("m-1", system.GetProperty("message-id").GetString());
        Assert.Equal("c-1", system.GetProperty("correlation-id").GetString());
        Assert.Equal("application/json", system.GetProperty("content-type").GetString());
    }

    [Fact]
    public async Task A_batch_is_taken_in_its_order()
    {
        var body = """
            [{"body":"MQ==","properties":{"iothub-app-n":"one","iothub-messageid":"m-1"}},{"body":"two","base64Encoded":false},{"body":"Mw=="}]
            """;

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("kitchen", Token("kitchen"), body, Batch));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("kitchen", Token("kitchen"), body, Batch));

        Assert.Equal(["1", "two", "3", "two", "3"], await _functions.EventsAsync(5));
        Assert.Equal(1, _gateway.Counters.Duplicates);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("""[{"body":"no base64!"}]""")]
    [InlineData("""[{"body":"MQ=="},{"body":1}]""")]
    [InlineData("""[{"body":"MQ==","properties":{"iothub-app-n":1}}]""")]
    [InlineData("not JSON")]
    public async Task A_batch_with_a_fault_is_refused_as_a_whole(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("kitchen", Token("kitchen"), body, Batch));

        Assert.Equal(0, _gateway.Counters.Received);
    }

    [Fact]
    public async Task A_batch_of_more_messages_than_the_limit_is_refused()
    {
        var body = "[" + string.Join(',', Enumerable.Repeat("""{"body":"MQ=="}""", 501)) + "]";

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("kitchen", Token("kitchen"), body, Batch));
    }

    [Fact]
    public async Task A_message_at_the_limit_is_taken_and_a_larger_one_is_refused()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("kitchen", Token("kitchen"), new string('x', 262_144)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync("kitchen", Token("kitchen"), new string('x', 262_145)));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await PostAsync("kitchen", Token("kitchen"), new string('x', 262_144), headers: [("iothub-app-a", "b")]));
        var half = Convert.ToBase64String(new byte[131_073]);

        var batch = $$"""[{"body":"{{half}}"},{"body":"{{half}}"}]""";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync("kitchen", Token("kitchen"), batch, Batch));
        Assert.Equal(1, _gateway.Counters.Stored);
    }

    [Fact]
    public async Task A_store_that_does_not_commit_is_told_and_later_takes_the_message()
    {
        Volatile.Write(ref _isDiskFull, true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync("kitchen", Token("kitchen"), "x"));
        Volatile.Write(ref _isDiskFull, false);

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("kitchen", Token("kitchen"), "x"));
    }

    [Fact]
    public async Task A_device_with_a_certificate_needs_no_token()
    {
        using var certificate = _maker.Issue("CN=cellar");
        using var other = _maker.Issue("CN=attic");
        await CreateAsync("/devices/cellar", """{"deviceId":"cellar","authentication":{"type":"certificateAuthority"}}""");

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("cellar", null, "x", certificate: certificate));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("cellar", null, "x", certificate: other));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("cellar", null, "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("kitchen", null, "x", certificate: certificate));
    }

    [Fact]
    public async Task A_modules_message_names_its_device_and_itself()
    {
        var created = await CreateAsync("/devices/kitchen/modules/mod1", """{"deviceId":"kitchen","moduleId":"mod1"}""");
        var key = created.Json.GetProperty("authentication").GetProperty("symmetricKey").GetProperty("primaryKey").GetBytesFromBase64();
        var token = SasTokens.Sign("localhost/devices/kitchen/modules/mod1", key, DateTimeOffset.UtcNow.AddHours(1));

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("kitchen/modules/mod1", token, "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("kitchen", token, "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("kitchen/modules/mod1", Token("kitchen"), "x"));

        var system = (await _functions.NextAsync()).Metadata("SystemPropertiesArray")[0];
        Assert.Equal("mod1", system.GetProperty("iothub-connection-module-id").GetString());
    }

    /// <summary>Path, resource of the token and key that signs it, crossed.</summary>
    [Fact]
    public async Task Whoever_is_not_the_device_of_the_path_is_refused()
    {
        string[] devices = ["kitchen", "offices"];
        foreach (var path in devices)
            foreach (var resource in devices)
                foreach (var key in devices)
                {
                    var wanted = path == resource && resource == key ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized;
                    Assert.Equal((path, resource, key, wanted), (path, resource, key, await PostAsync(path, Token(resource, key), "x")));
                }

        Assert.Equal(2, _gateway.Counters.Received);
    }

    [Fact]
    public async Task A_policys_token_needs_device_connect_and_a_disabled_device_sends_nothing()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("kitchen", _service.Token("device"), "x"));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("kitchen", _service.Token("device", "localhost/devices/kitchen"), "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("kitchen", _service.Token("device", "localhost/devices/offices"), "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("kitchen", _service.Token("service"), "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("nobody", _service.Token("device"), "x"));

        await _service.PutAsync("/devices/kitchen", "registryReadWrite", """{"deviceId":"kitchen","status":"disabled"}""", "*");

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("kitchen", Token("kitchen"), "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("kitchen", _service.Token("device"), "x"));
    }

    private async Task<HttpStatusCode> PostAsync(
        string sender,
        string? token,
        string body,
        string? contentType = null,
        (string Name, string Value)[]? headers = null,
        X509Certificate2? certificate = null)
    {
        var tls = certificate is null ? _gateway.Tls() : TestAuthority.Show(_gateway.Tls(), certificate);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = tls }) { Timeout = RunningGateway.Patience };
        var port = _gateway.Host.HttpsPort!.Value.ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"https://localhost:{port}/devices/{sender}/messages/events?api-version=2021-04-12");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", token);
        foreach (var (name, value) in headers ?? []) request.Headers.TryAddWithoutValidation(name, value);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null) request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private string Token(string resource, string? key = null) => SasTokens.Sign(
        $"localhost/devices/{resource}", _gateway.DeviceKey(key ?? resource), DateTimeOffset.UtcNow.AddHours(1));

    private async Task<ServiceClient.Answer> CreateAsync(string path, string body)
    {
        var created = await _service.PutAsync(path, "registryReadWrite", body);
        Assert.Equal(HttpStatusCode.OK, created.Status);
        return created;
    }
}
