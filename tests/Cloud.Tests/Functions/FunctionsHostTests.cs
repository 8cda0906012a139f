using System.Net;
using System.Text.Json.Nodes;
using Cloud.Functions;
using Cloud.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace Cloud.Tests.Functions;

public class FunctionsHostTests
{
    [Fact]
    public async Task Port_in_use_is_one_clear_line()
    {
        await using var first = await RunningHandler.StartAsync();
        using var directory = new TemporaryDirectory();
        var options = new FunctionsOptions { DataDirectory = directory.Path, Port = first.Host.Address.Port };

        var error = await Assert.ThrowsAsync<IOException>(() => StartAsync(options));

        Assert.Equal($"port {options.Port} of 127.0.0.1 is in use; choose another one, or 0 for any free port", error.Message);
    }

    [Fact]
    public async Task Data_directory_that_is_a_file_is_one_clear_line()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("taken"), "");

        var error = await Assert.ThrowsAsync<IOException>(() => StartAsync(new FunctionsOptions { DataDirectory = directory.File("taken") }));

        Assert.Contains(directory.File("taken"), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Store_of_a_newer_version_is_refused()
    {
        using var directory = new TemporaryDirectory();
        using (var connection = CloudDatabase.Open(directory.Path).OpenWriter())
            Assert.Equal(0, connection.Number("PRAGMA user_version = 99; SELECT 0"));

        var error = await Assert.ThrowsAsync<IOException>(() => StartAsync(new FunctionsOptions { DataDirectory = directory.Path }));

        Assert.Contains("schema 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writer_survives_a_power_cut_after_each_commit()
    {
        using var directory = new TemporaryDirectory();
        using var connection = CloudDatabase.Open(directory.Path).OpenWriter();

        Assert.Equal(["wal"], connection.Rows("PRAGMA journal_mode", row => row.GetString(0)));
        Assert.Equal(2, connection.Number("PRAGMA synchronous"));
    }

    [Fact]
    public async Task Restarted_host_goes_on_where_it_stopped()
    {
        using var directory = new TemporaryDirectory();
        foreach (var batch in Story.Batches)
        {
            await using var handler = await RunningHandler.StartAsync(directory);
            (await handler.PostAsync(batch)).EnsureSuccessStatusCode();
        }

        await using var last = await RunningHandler.StartAsync(directory);
        (await last.PostAsync(Story.Batches[^1])).EnsureSuccessStatusCode();
        var report = last.Host.Report();
        Assert.Equal((72, 1, 1), (report.Readings, report.DeadLetters, report.Duplicates));
        Assert.Single(report.Alerts);
    }

    [Fact]
    public async Task Batch_that_cannot_be_stored_is_500_with_json_and_is_taken_when_it_comes_again()
    {
        using var directory = new TemporaryDirectory();
        await using var handler = await RunningHandler.StartAsync(directory);
        using var other = CloudDatabase.Open(directory.Path).OpenWriter();

        Assert.Equal(0, other.Number("ALTER TABLE input_positions RENAME TO gone; SELECT 0"));
        using (var refused = await handler.PostAsync(Story.Batches[0]))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
            Assert.NotNull(JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]);
        }

        Assert.Equal(0, handler.Host.Report().Readings);
        Assert.Equal(0, other.Number("ALTER TABLE gone RENAME TO input_positions; SELECT 0"));
        (await handler.PostAsync(Story.Batches[0])).EnsureSuccessStatusCode();
        Assert.Equal(15, handler.Host.Report().Readings);
    }

    [Fact]
    public async Task Windows_of_a_silent_device_close_when_the_clock_moves_on()
    {
        await using var handler = await RunningHandler.StartAsync();
        await handler.AcceptAsync(1, TelemetryEvent.Flat("kitchen", RunningHandler.Start.AddSeconds(1), 1, 21));
        Assert.Equal(0, handler.Host.Report().Windows);

        handler.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(2, handler.Host.Report().Windows);
    }

    [Fact]
    public void Function_and_host_file_say_what_the_handler_does()
    {
        var function = Read("telemetry/function.json");
        var binding = function["bindings"]!.AsArray().Single()!;
        Assert.Equal("eventHubTrigger events many string", $"{binding["type"]} {binding["name"]} {binding["cardinality"]} {binding["dataType"]}");
        Assert.Equal("-1", function["retry"]!["maxRetryCount"]!.ToString());
        Assert.Equal("2.0", Read("host.json")["version"]!.ToString());
        Assert.NotNull(Read("host.json")["customHandler"]!["description"]!["defaultExecutablePath"]);
    }

    [Theory]
    [InlineData("7071", null, 7071)]
    [InlineData(null, "7072", 7072)]
    [InlineData("7071", "7072", 7071)]
    [InlineData(null, null, 0)]
    public void Port_is_the_one_that_the_functions_host_names(string? current, string? older, int port)
    {
        Assert.True(StandaloneProgram.TryReadOptions(Variables(current, older), out var options, out _));
        Assert.Equal(port, options.Port);
    }

    [Theory]
    [InlineData("seven")]
    [InlineData("-1")]
    [InlineData("65536")]
    public void Port_that_is_none_is_refused_by_name(string text)
    {
        Assert.False(StandaloneProgram.TryReadOptions(Variables(text, null), out _, out var problem));
        Assert.Equal($"FUNCTIONS_CUSTOMHANDLER_PORT is '{text}'; it must be a port number from 0 to 65535", problem);
    }

    [Fact]
    public async Task Readiness_question_is_answered_at_once_with_the_page()
    {
        await using var handler = await RunningHandler.StartAsync();

        using var response = await handler.Http.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    private static Task<FunctionsHost> StartAsync(FunctionsOptions options) =>
        FunctionsHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    private static Func<string, string?> Variables(string? current, string? older) => name => name switch
    {
        "FUNCTIONS_CUSTOMHANDLER_PORT" => current,
        "FUNCTIONS_HTTPWORKER_PORT" => older,
        _ => null,
    };

    private static JsonNode Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cloud", "Functions", file)))!;
}
