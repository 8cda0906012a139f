using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Configuration;

/// <summary>The program "gateway": starts one and keeps it until Ctrl+C. Bad input ends it with one line on standard error.</summary>
internal static class GatewayCommand
{
    private const int Failed = 1;

    private static readonly Option<string> Data = new("--data")
    {
        Recursive = true,
        Description = "The directory for the store, the keys and the certificates; created when missing",
        DefaultValueFactory = _ => "gateway-data",
    };

    private static readonly Option<int> Port = new("--port")
    {
        Recursive = true,
        Description = "The TCP port for MQTT over TLS; 0 takes any free port",
        DefaultValueFactory = _ => new GatewayOptions { DataDirectory = "" }.MqttPort,
    };

    private static readonly Option<int> HttpsPort = new("--https-port")
    {
        Description = "The TCP port for HTTPS; 0 takes any free port; Microsoft's SDKs dial 443",
        DefaultValueFactory = _ => new GatewayOptions { DataDirectory = "" }.HttpsPort!.Value,
    };

    private static readonly Option<string?> EventsUrl = new("--events-url")
    {
        Description = "Where telemetry is posted as Event Hubs batches, such as http://127.0.0.1:7071/telemetry; "
            + "without it, telemetry is only stored",
    };

    private static readonly Option<string?> Routing = new("--routing")
    {
        Description = "The file that says which messages go to which endpoint; by default routing.json in the data directory, if there",
    };

    private static readonly Option<string> HostName = new("--host-name")
    {
        Recursive = true,
        Description = "The name under which devices reach this gateway",
        DefaultValueFactory = _ => "localhost",
    };

    private static readonly Option<string?> DeviceAuthorities = new("--device-ca")
    {
        Description = "A PEM file with the authorities that sign devices' certificates; without it, only certificates whose thumbprint "
            + "an identity names come in",
    };

    /// <summary>Parses the arguments and runs.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="console">Where commands that print something print it; null for the process's own console.</param>
    /// <returns>The exit code: 0 after a clean stop.</returns>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration? console = null)
    {
        var command = new RootCommand("An IoT Hub at the edge: devices connect to it as they would to Azure")
        {
            Data, Port, HttpsPort, EventsUrl, Routing, HostName, DeviceAuthorities,
        };
        foreach (var option in UpstreamSettings.All) command.Options.Add(option);
        command.SetAction(RunAsync);
        command.Subcommands.Add(ConnectionStringCommand.With(Options));
        command.Subcommands.Add(DeadLettersCommand.With(Options));
        command.Subcommands.Add(LintManifestCommand.Create());
        var parsed = command.Parse(arguments);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(console);
        await Console.Error.WriteLineAsync($"gateway: {parsed.Errors[0].Message} (--help lists the options)");
        return Failed;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning));
        try
        {
            await using var gateway = await GatewayHost.StartAsync(Options(parsed), TimeProvider.System, loggers, cancellation);
            await WaitAsync(cancellation);
            return 0;
        }
        catch (GatewayStartException e)
        {
            await Console.Error.WriteLineAsync("gateway: " + e.Message);
            return Failed;
        }
    }

    private static GatewayOptions Options(ParseResult parsed) => new()
    {
        DataDirectory = Path.GetFullPath(parsed.GetValue(Data)!),
        MqttPort = parsed.GetValue(Port),
        HttpsPort = parsed.GetValue(HttpsPort),
        EventsUrl = parsed.GetValue(EventsUrl) is { } url ? ParseUrl(url) : null,
        RoutingFile = parsed.GetValue(Routing) is { } routing ? Path.GetFullPath(routing) : null,
        HostName = parsed.GetValue(HostName)!,
        DeviceAuthoritiesFile = parsed.GetValue(DeviceAuthorities),
        Upstream = UpstreamSettings.Read(parsed),
    };

    private static Uri ParseUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        ? url
        : throw new GatewayStartException($"--events-url '{text}' is no URL; give one such as http://127.0.0.1:7071/telemetry");

    private static async Task WaitAsync(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(ended.SetResult);
        await ended.Task;
    }
}
