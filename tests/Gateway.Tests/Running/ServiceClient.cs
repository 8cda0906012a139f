using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Running;

/// <summary>Speaks to a gateway's service API over HTTPS, as the holder of a policy.</summary>
internal sealed class ServiceClient : IDisposable
{
    private const int AskedFirstMin = 256 * 1024;

    private readonly HttpClient _http;
    private readonly RunningGateway _gateway;

    public ServiceClient(RunningGateway gateway)
    {
        _gateway = gateway;
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = gateway.Tls() })
        {
            BaseAddress = new Uri($"https://localhost:{gateway.Host.HttpsPort}"),
            Timeout = RunningGateway.Patience,
        };
    }

    /// <summary>Sends a request with a fresh token of a policy.</summary>
    public Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string policy,
        string? body = null,
        string? ifMatch = null,
        IReadOnlyList<(string Name, string Value)>? headers = null) =>
        SendWithTokenAsync(method, path, Token(policy), body, ifMatch is null ? headers ?? [] : [("If-Match", ifMatch), .. headers ?? []]);

    /// <summary>Sends a request with this Authorization header.</summary>
    public async Task<Answer> SendWithTokenAsync(
        HttpMethod method, string path, string? token, string? body = null, IReadOnlyList<(string Name, string Value)>? headers = null)
    {
        var query = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        using var request = new HttpRequestMessage(method, path + query + "api-version=2021-04-12");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", token);
        foreach (var (name, value) in headers ?? []) request.Headers.TryAddWithoutValidation(name, value);
        // A server that refuses a long body before it is sent closes the connection under it: who sends one asks first.
        if (body?.Length > AskedFirstMin) request.Headers.ExpectContinue = true;
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public Task<Answer> GetAsync(string path, string policy) => SendAsync(HttpMethod.Get, path, policy);

    public Task<Answer> PutAsync(string path, string policy, string body, string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, path, policy, body, ifMatch);

    /// <summary>A token of a policy, for the whole hub unless it says for what.</summary>
    public string Token(string policy, string resource = "localhost", DateTimeOffset? expiresAt = null, byte[]? key = null) =>
        SasTokens.Sign(
            resource,
            key ?? _gateway.Host.Policies.Find(policy)!.Primary.ToArray(),
            expiresAt ?? DateTimeOffset.UtcNow.AddHours(1),
            policy);

    public void Dispose() => _http.Dispose();

    /// <summary>What came back.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers)
    {
        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

        public string ETag => Headers.ETag!.Tag;

        /// <summary>The name of the hub's error, as its SDKs find it.</summary>
        public string ErrorCode
        {
            get
            {
                var code = Json.GetProperty("Message").GetString()!.Split(';')[0].Split(':')[1];
                Assert.Equal(code, Headers.GetValues("iothub-errorcode").Single());
                return code;
            }
        }
    }
}
