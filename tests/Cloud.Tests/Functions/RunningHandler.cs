using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cloud.Functions;
using Cloud.Functions.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace Cloud.Tests.Functions;

/// <summary>A handler of a test's own: real Kestrel on a free port, a real store, a clock that moves when told.</summary>
internal sealed class RunningHandler : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory;
    private readonly bool _ownsDirectory;

    private RunningHandler(FunctionsHost host, ManualTimeProvider clock, TemporaryDirectory directory, bool ownsDirectory)
    {
        Host = host;
        Clock = clock;
        _directory = directory;
        _ownsDirectory = ownsDirectory;
        Http = new HttpClient { BaseAddress = host.Address, Timeout = Patience };
    }

    public FunctionsHost Host { get; }

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public static async Task<RunningHandler> StartAsync(
        TemporaryDirectory? directory = null, Func<IReadOnlyDictionary<string, long>>? counters = null, ILoggerFactory? loggers = null)
    {
        var folder = directory ?? new TemporaryDirectory();
        var clock = new ManualTimeProvider(Start);
        var options = new FunctionsOptions { DataDirectory = folder.Path, Counters = counters };
        var host = await FunctionsHost.StartAsync(options, clock, loggers ?? NullLoggerFactory.Instance, CancellationToken.None);
        return new RunningHandler(host, clock, folder, ownsDirectory: directory is null);
    }

    public Task<HttpResponseMessage> PostAsync(long firstSequenceNumber, params IReadOnlyList<TelemetryEvent> events) =>
        PostAsync(TelemetryRequest.HostShape(firstSequenceNumber, events));

    public async Task<HttpResponseMessage> PostAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        return await Http.PostAsync("/telemetry", content);
    }

    /// <summary>Posts a batch that must be accepted.</summary>
    public async Task AcceptAsync(long firstSequenceNumber, params IReadOnlyList<TelemetryEvent> events)
    {
        using var response = await PostAsync(firstSequenceNumber, events);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Every row of a query on the store, its columns joined by a bar.</summary>
    public List<string> Rows(string sql) => Rows(CloudDatabase.Open(_directory.Path), sql);

    public static List<string> Rows(CloudDatabase database, string sql)
    {
        using var connection = database.OpenReader();
        return connection.Rows(sql, Text);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        if (_ownsDirectory) _directory.Dispose();
    }

    private static string Text(SqliteDataReader row) => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(column => row.GetValue(column) switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var value => value.ToString(),
    }));
}
