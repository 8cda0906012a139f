using System.Net.Http.Headers;
using System.Text.Json;

namespace Gateway.Host.Events;

/// <summary>The functions host, as seen by the Azure Functions host's custom-handler protocol. Thread-safe.</summary>
/// <remarks>
/// Source: Microsoft, "Azure Functions custom handlers", and the source of azure-functions-host.
/// </remarks>
internal sealed class EventsTarget : IDisposable
{
    private const string HostVersion = "4.1037.0";
    private const int ResponseBytesMax = 1 << 20;
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _http;

    public EventsTarget(Uri url, TimeSpan timeout)
    {
        Url = url;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = ResponseBytesMax,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Azure-Functions-Host/" + HostVersion);
        _http.DefaultRequestHeaders.Add("X-Azure-Functions-HostVersion", HostVersion);
    }

    /// <summary>Where batches go.</summary>
    public Uri Url { get; }

    /// <summary>The function's name: the last segment of the URL's path.</summary>
    public string FunctionName => Url.Segments[^1].Trim('/');

    /// <summary>Posts one batch.</summary>
    /// <returns>Null when it was accepted: 2xx with a JSON object; otherwise why it was not.</returns>
    public async Task<string?> PostAsync(ReadOnlyMemory<byte> body, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString("D"));
        try
        {
            using var response = await _http.SendAsync(request, stopping);
            if (!response.IsSuccessStatusCode) return $"status {(int)response.StatusCode}";
            return IsJsonObject(await response.Content.ReadAsByteArrayAsync(stopping)) ? null : "the answer is no JSON object";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return $"no answer within {_http.Timeout}";
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsJsonObject(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
