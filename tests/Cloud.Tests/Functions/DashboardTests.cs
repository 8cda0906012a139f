using System.Net;
using System.Text.RegularExpressions;
using Support;

namespace Cloud.Tests.Functions;

public partial class DashboardTests
{
    [Fact]
    public async Task Every_file_that_the_page_and_its_modules_name_is_served()
    {
        await using var handler = await RunningHandler.StartAsync();
        var waiting = new Queue<string>([""]);
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out var file))
        {
            if (!seen.Add(file)) continue;
            using var response = await handler.Http.GetAsync("/" + file);
            Assert.True(response.IsSuccessStatusCode, $"/{file} answered {(int)response.StatusCode}");
            if (file.StartsWith("uPlot", StringComparison.Ordinal)) continue;
            foreach (Match name in FileNames().Matches(await response.Content.ReadAsStringAsync())) waiting.Enqueue(name.Groups[1].Value);
        }

        Assert.Superset(new HashSet<string> { "app.js", "chart.js", "rooms.js", "style.css", "uPlot.esm.js", "uPlot.min.css" }, seen);
    }

    [Fact]
    public async Task Unchanged_file_is_not_sent_again()
    {
        await using var handler = await RunningHandler.StartAsync();
        using var first = await handler.Http.GetAsync("/uPlot.esm.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/uPlot.esm.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await handler.Http.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Page_has_the_places_that_a_browser_test_looks_for()
    {
        await using var handler = await RunningHandler.StartAsync();
        var page = await handler.Http.GetStringAsync("/");
        foreach (var id in (string[])["alerts", "resolved", "rooms", "counters", "connection"])
            Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-live=\"polite\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_file_names_no_registry()
    {
        var lockFile = File.ReadAllText(Path.Combine(Repository.Root, "cloud", "Functions", "Dashboard", "package-lock.json"));
        Assert.Contains("\"node_modules/uplot\"", lockFile, StringComparison.Ordinal);
        Assert.DoesNotContain("http", lockFile, StringComparison.Ordinal);
    }

    [GeneratedRegex("""(?:href="|src="|from '\./)([\w.]+\.(?:js|css|svg))""")]
    private static partial Regex FileNames();
}
