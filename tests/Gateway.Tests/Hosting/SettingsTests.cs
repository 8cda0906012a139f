using System.CommandLine;
using System.Net;
using Gateway.Host;
using Gateway.Host.Configuration;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// File, environment and command line, the later winning. Microsoft, "Configuration in .NET": providers, and `__` in environment variables.
/// Mistake B25 of the requirements: a name that nobody reads is refused.
/// </summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_any_setting_everything_has_its_default()
    {
        var options = Read("{}");

        Assert.Equal(Path.GetFullPath("gateway-data"), options.DataDirectory);
        Assert.Equal(new GatewayOptions { DataDirectory = options.DataDirectory }, options);
    }

    [Fact]
    public void The_file_is_below_the_environment_and_that_below_the_command_line()
    {
        const string file = """{"Gateway":{"HostName":"file.test","MqttPort":1001,"EventPartitions":2}, "Logging":{"LogLevel":"Debug"}}""";
        var environment = new Dictionary<string, string>
        {
            ["GATEWAY__HOSTNAME"] = "env.test", ["GATEWAY__MQTTPORT"] = "1002", ["PATH"] = "/",
        };

        Assert.Equal(("file.test", 1001, 2), Essence(Read(file)));
        Assert.Equal(("env.test", 1002, 2), Essence(Read(file, environment)));
        Assert.Equal(("env.test", 1003, 2), Essence(Read(file, environment, "--port", "1003")));
    }

    [Fact]
    public void Every_kind_of_setting_can_be_in_the_file()
    {
        var options = Read("""
            {
              // A file of .NET settings may have comments.
              "Gateway": {
                "DataDirectory": "/srv/gateway", "ListenAddress": "127.0.0.1", "HttpsPort": "off", "WhenFull": "dropOldest",
                "EventsUrl": "http://127.0.0.1:7071/telemetry", "DeviceAuthoritiesFile": "ca.pem",
                "Upstream": { "Parent": "parent.test:8884", "Tier": "S1x2" },
                "Limits": { "ConnectionsMax": 7, "StoredBytesMax": 5000000000, "MessageAgeMax": "2.00:00:00" }
              }
            }
            """);

        Assert.Null(options.HttpsPort);
        Assert.Equal((IPAddress.Loopback, FullStorePolicy.DropOldest), (options.ListenAddress, options.WhenFull));
        Assert.Equal(("http://127.0.0.1:7071/telemetry", "ca.pem"), (options.EventsUrl!.AbsoluteUri, options.DeviceAuthoritiesFile));
        Assert.Equal(("parent.test", 8884, 2), (options.Upstream!.HostName, options.Upstream.Port, options.Upstream.Units));
        Assert.Equal(
            new GatewayLimits { ConnectionsMax = 7, StoredBytesMax = 5_000_000_000, MessageAgeMax = TimeSpan.FromDays(2) }, options.Limits);
    }

    [Fact]
    public void Every_limit_can_be_set()
    {
        foreach (var limit in SettingKeys.Limits)
        {
            var value = limit.PropertyType == typeof(TimeSpan) ? "00:00:09" : "9";
            var options = Read("{}", new Dictionary<string, string> { [$"GATEWAY__LIMITS__{limit.Name.ToUpperInvariant()}"] = value });
            Assert.Equal(value, $"{limit.GetValue(options.Limits)}");
        }
    }

    [Theory]
    [InlineData("MqttPort", "seven", "0 to 65535")]
    [InlineData("MqttPort", "65536", "0 to 65535")]
    [InlineData("HttpsPort", "on", "0 to 65535")]
    [InlineData("EventPartitions", "0", "1 to 32")]
    [InlineData("ListenAddress", "here", "127.0.0.1")]
    [InlineData("EventsUrl", "telemetry", "http://127.0.0.1:7071/telemetry")]
    [InlineData("WhenFull", "1", "Refuse or DropOldest")]
    [InlineData("Limits:ConnectionsMax", "0", "1 to 2147483647")]
    [InlineData("Limits:MessageAgeMax", "30", "00:00:30")]
    [InlineData("Limits:MessageAgeMax", "-00:00:30", "00:00:30")]
    [InlineData("Upstream:Parent", "a:b", "contoso.azure-devices.net")]
    [InlineData("HostNam", "x", "HostName")]
    [InlineData("Limits:Connections", "1", "Limits:ConnectionsMax")]
    [InlineData("Nonsense:Deep:Key", "1", "HostName")]
    public void What_cannot_be_used_is_named_as_it_was_written_with_the_fix(string key, string value, string fix)
    {
        var path = key.Split(':');
        var file = path.Reverse().Aggregate($"\"{value}\"", (json, name) => $"{{\"{name}\":{json}}}");
        var variable = "GATEWAY__" + string.Join("__", path).ToUpperInvariant();

        ShouldName($"Gateway:{key}", fix, () => Read($"{{\"Gateway\":{file}}}"));
        ShouldName(variable, fix, () => Read("{}", new Dictionary<string, string> { [variable] = value }));
    }

    [Fact]
    public void An_option_of_the_command_line_is_named_as_such() =>
        ShouldName("--https-port 'x' ", "0 to 65535", () => Read("{}", null, "--https-port", "x"));

    [Theory]
    [InlineData("{\"Gateway\":")]
    [InlineData("[]")]
    public void A_file_that_cannot_be_read_is_named(string text) => ShouldName("appsettings.json", "\"Gateway\"", () => Read(text));

    [Fact]
    public void A_file_that_was_named_must_be_there() =>
        ShouldName("nowhere.json", "\"Gateway\"", () => Parse(null, "--settings", "nowhere.json"));

    private static void ShouldName(string name, string fix, Func<GatewayOptions> read)
    {
        var message = Assert.Throws<GatewayStartException>(read).Message;

        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(fix, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static (string HostName, int Port, int Partitions) Essence(GatewayOptions options) =>
        (options.HostName, options.MqttPort, options.EventPartitions);

    private GatewayOptions Read(string json, Dictionary<string, string>? environment = null, params string[] arguments)
    {
        var file = _directory.File("appsettings.json");
        File.WriteAllText(file, json);
        return Parse(environment, ["--settings", file, .. arguments]);
    }

    private static GatewayOptions Parse(Dictionary<string, string>? environment, params string[] arguments)
    {
        var command = new RootCommand();
        SettingOptions.AddTo(command);
        return SettingOptions.Read(command.Parse(arguments), environment ?? []);
    }
}
