using System.CommandLine;
using Gateway.Host.Configuration;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>Rows S3-04 and S3-05 of the requirements: one command makes an identity and shows its connection string.</summary>
public sealed class ConnectionStringTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await RunningGateway.StartAsync(_directory);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_device_created_beside_the_running_gateway_connects_with_what_is_printed()
    {
        var (code, printed) = await RunAsync("attic", "--create", "--port", $"{_gateway.Host.MqttPort}");

        Assert.Equal(0, code);
        Assert.Equal(("localhost", "attic", $"localhost:{_gateway.Host.MqttPort}"), (
            Part(printed, "HostName"), Part(printed, "DeviceId"), Part(printed, "GatewayHostName")));
        var key = Convert.FromBase64String(Part(printed, "SharedAccessKey"));
        await using var attic = await MqttClient.ConnectAsync(_gateway.Device("attic", key));
        Assert.Equal((0, printed), await RunAsync("attic", "--create", "--port", $"{_gateway.Host.MqttPort}"));
    }

    [Fact]
    public async Task A_module_is_named_apart_from_its_device()
    {
        await _gateway.EnrollAsync("kitchen");

        var (_, printed) = await RunAsync("kitchen/oven", "--create");

        Assert.StartsWith("HostName=localhost;DeviceId=kitchen;ModuleId=oven;SharedAccessKey=", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("GatewayHostName", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_has_a_connection_string_too()
    {
        var key = Convert.ToBase64String(_gateway.Host.Policies.Find("service")!.Primary.Span);

        var (_, printed) = await RunAsync("--policy", "service", "--host-name", "hub.test");

        Assert.Equal($"HostName=hub.test;SharedAccessKeyName=service;SharedAccessKey={key}", printed);
    }

    [Theory]
    [InlineData("--create", "cellar")]
    [InlineData("module; create it first", "cellar/a", "--create")]
    [InlineData("policies.json", "--policy", "iothubowner")]
    [InlineData("neither a device id", "a b")]
    [InlineData("name a device")]
    public async Task What_is_not_there_is_named_in_one_line_with_the_fix(string fix, params string[] arguments)
    {
        var (code, printed) = await RunAsync(arguments);

        Assert.Equal(1, code);
        Assert.Contains(fix, printed, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', printed);
    }

    [Fact]
    public async Task A_directory_without_a_store_stays_without()
    {
        using var empty = new TemporaryDirectory();

        var (code, printed) = await RunAsync("kitchen", "--data", empty.Path);

        Assert.Equal(1, code);
        Assert.Contains("--data", printed, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Path));
    }

    private static string Part(string text, string name) =>
        text.Split(';').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private async Task<(int Code, string Printed)> RunAsync(params string[] arguments)
    {
        using var console = new StringWriter();
        string[] data = arguments.Contains("--data") ? [] : ["--data", _directory.File("gateway")];
        var code = await GatewayCommand.RunAsync(
            ["connection-string", .. arguments, .. data], new InvocationConfiguration { Output = console, Error = console });
        return (code, console.ToString().TrimEnd());
    }
}
