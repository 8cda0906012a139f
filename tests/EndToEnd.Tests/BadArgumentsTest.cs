using System.Net;
using System.Net.Sockets;
using Support;

namespace EndToEnd.Tests;

/// <summary>What a user gets who starts the local host wrongly: one clear line and an exit code that is not zero.</summary>
public sealed class BadArgumentsTest
{
    [Theory]
    [InlineData("--devices", "0", "--devices: '0' is not a whole number from 1 to 1000")]
    [InlineData("--devices", "many", "--devices: 'many' is not a whole number from 1 to 1000")]
    [InlineData("--speed", "0.5", "--speed: '0.5' is not a number from 1 to 1000")]
    [InlineData("--speed", "NaN", "--speed: 'NaN' is not a number from 1 to 1000")]
    [InlineData("--duration", "60", "--duration: '60' is not a time from 1 ms on, such as 500ms, 10s, 5m or 24h")]
    [InlineData("--port", "70000", "--port: '70000' is not a whole number from 0 to 65535")]
    [InlineData("--inject", "kitchen+6", "--inject: 'kitchen+6' is not device:delta@time")]
    [InlineData("--inject", "kitchen:+600@1s", "the step must not be 0 and must lie in -60..60 °C")]
    [InlineData("--inject", "attic:+6@1s", "--inject: there is no device 'attic'")]
    [InlineData("--smoothing", "2", "--smoothing: '2' is neither off nor a number from 0.001 to 1")]
    [InlineData("--replay", "no-such-file.csv", "no-such-file.csv")]
    [InlineData("--report", "no-such-folder/r.json", "no-such-folder")]
    [InlineData("--sped", "60", "--sped")]
    public async Task A_bad_option_is_named_in_one_line(string option, string value, string expected)
    {
        using var data = new TemporaryDirectory();
        await using var host = LocalHostProcess.StartExactly("--data", data.Path, option, value);
        await AssertRefused(host, expected);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var data = new TemporaryDirectory();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var host = LocalHostProcess.StartExactly("--data", data.Path, "--port", $"{port}", "--mqtt-port", "0");
        await AssertRefused(host, $"port {port}", "in use");
    }

    [Fact]
    public async Task A_gateway_port_in_use_is_named()
    {
        using var data = new TemporaryDirectory();
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var host = LocalHostProcess.StartExactly("--data", data.Path, "--port", "0", "--mqtt-port", $"{port}");
        await AssertRefused(host, $"port {port}", "in use");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_is_named()
    {
        using var data = new TemporaryDirectory();
        var file = data.File("a-file");
        await File.WriteAllTextAsync(file, "in the way");
        await using var host = LocalHostProcess.Start(file);
        await AssertRefused(host, file);
    }

    [Fact]
    public async Task A_recording_that_is_no_recording_is_named_with_its_line()
    {
        using var data = new TemporaryDirectory();
        var file = data.File("bad.csv");
        await File.WriteAllTextAsync(file, "date,temperature,humidity\n2026-11-20 09:00:00,warm,40\n");
        await using var host = LocalHostProcess.Start(data.Path, "--replay", file);
        await AssertRefused(host, "line 2");
    }

    private static async Task AssertRefused(LocalHostProcess host, params string[] expected)
    {
        Assert.NotEqual(0, await host.ExitAsync());
        Assert.All(expected, words => Assert.Contains(words, host.Output, StringComparison.Ordinal));
        Assert.Single(host.Output.Split('\n'));
    }
}
