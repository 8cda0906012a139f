using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Running;

/// <summary>A custom handler as the Functions host knows it: takes batches, or refuses the first few.</summary>
internal sealed class FunctionsEmulator : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Channel<Batch> _accepted = Channel.CreateUnbounded<Batch>();
    private readonly Queue<(int Status, string Body)> _refusals = new();
    private readonly SemaphoreSlim _attempted = new(0);
    private int _attempts;
    private bool _isDown;

    private FunctionsEmulator(WebApplication server) => _server = server;

    /// <summary>Whether every batch is refused.</summary>
    public bool IsDown
    {
        get => Volatile.Read(ref _isDown);
        set => Volatile.Write(ref _isDown, value);
    }

    public int Attempts => Volatile.Read(ref _attempts);

    public Uri Url => new(_server.Urls.First() + "/telemetry");

    public static async Task<FunctionsEmulator> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var emulator = new FunctionsEmulator(builder.Build());
        emulator._server.Run(emulator.AnswerAsync);
        await emulator._server.StartAsync();
        return emulator;
    }

    /// <summary>Answers the next batches like this, in turn, before accepting again.</summary>
    public void RefuseNext(int times, int status = 500, string body = "")
    {
        lock (_refusals)
            for (var i = 0; i < times; i++) _refusals.Enqueue((status, body));
    }

    /// <summary>The next batch that was accepted.</summary>
    public async Task<Batch> NextAsync() => await _accepted.Reader.ReadAsync().AsTask().WaitAsync(RunningGateway.Patience);

    /// <summary>Waits until so many batches were posted, accepted or not.</summary>
    public async Task AttemptedAsync(int attempts)
    {
        using var patience = new CancellationTokenSource(RunningGateway.Patience);
        while (Attempts < attempts) await _attempted.WaitAsync(patience.Token);
    }

    /// <summary>The events of accepted batches, until there are so many.</summary>
    public async Task<List<string>> EventsAsync(int count)
    {
        var events = new List<string>();
        while (events.Count < count) events.AddRange((await NextAsync()).Events);
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _attempted.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _attempts);
        _attempted.Release();
        var batch = await Batch.ReadAsync(http.Request);
        (int Status, string Body) refusal;
        bool isRefused;
        lock (_refusals) isRefused = _refusals.TryDequeue(out refusal);
        if (IsDown) (isRefused, refusal) = (true, (503, ""));
        if (!isRefused) _accepted.Writer.TryWrite(batch);
        http.Response.StatusCode = isRefused ? refusal.Status : 200;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(isRefused ? refusal.Body : """{"Outputs":{},"Logs":[],"ReturnValue":null}""");
    }

    /// <summary>A batch as received.</summary>
    internal sealed record Batch(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body)
    {
        public List<string> Events =>
            [.. Nested(Body.GetProperty("Data").GetProperty("events")).EnumerateArray().Select(item => item.GetString()!)];

        public string PartitionId =>
            Body.GetProperty("Metadata").GetProperty("PartitionContext").GetProperty(nameof(PartitionId)).GetString()!;

        /// <summary>An array of the metadata, which travels as text.</summary>
        public JsonElement Metadata(string name) => Nested(Body.GetProperty("Metadata").GetProperty(name));

        public static async Task<Batch> ReadAsync(HttpRequest request) => new(
            request.Path,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await JsonSerializer.DeserializeAsync<JsonElement>(request.Body));

        private static JsonElement Nested(JsonElement text) => JsonSerializer.Deserialize<JsonElement>(text.GetString()!);
    }
}
