using System.Diagnostics;
using System.Text.Json;
using Support;

namespace EndToEnd.Tests;

/// <summary>One run of the whole system, half an hour of event time in half a minute, that the tests of a class look at.</summary>
public sealed class OneDeskRun : IAsyncLifetime, IDisposable
{
    public const int Speed = 60;

    public static readonly TimeSpan InjectedAt = TimeSpan.FromSeconds(12);

    private readonly TemporaryDirectory _directory = new();

    public string Data => _directory.File("data");

    public int ExitCode { get; private set; }

    public string Output { get; private set; } = "";

    public TimeSpan FirstPageAfter { get; private set; }

    public string FirstPage { get; private set; } = "";

    public JsonElement Report { get; private set; }

    public DateTimeOffset StartedAt => Report.GetProperty("startedAt").GetDateTimeOffset();

    public async Task InitializeAsync()
    {
        var recording = _directory.File("room.csv");
        var report = _directory.File("r.json");
        RecordedRoom.Write(recording, 400);
        var started = Stopwatch.GetTimestamp();
        await using var host = LocalHostProcess.Start(
            Data, "--duration", "30s", "--speed", $"{Speed}", "--replay", recording, "--smoothing", "off", "--inject", "kitchen:+6@12s", "--report", report);
        using var http = new HttpClient();
        FirstPage = await http.GetStringAsync(await host.DashboardAsync());
        FirstPageAfter = Stopwatch.GetElapsedTime(started);
        ExitCode = await host.ExitAsync(TimeSpan.FromMinutes(2));
        Output = host.Output;
        Assert.True(File.Exists(report), Output);
        Report = JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    public long Count(string property) => Report.GetProperty(property).GetInt64();
}
