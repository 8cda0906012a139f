using System.Collections;
using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Configuration;

/// <summary>The program "gateway": starts one and keeps it until Ctrl+C. Bad input ends it with one line on standard error.</summary>
internal static class GatewayCommand
{
    private const int Failed = 1;

    /// <summary>Parses the arguments and runs.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="console">Where commands that print something print it; null for the process's own console.</param>
    /// <returns>The exit code: 0 after a clean stop.</returns>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration? console = null)
    {
        var command = new RootCommand("An IoT Hub at the edge: devices connect to it as they would to Azure");
        SettingOptions.AddTo(command);
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

    private static GatewayOptions Options(ParseResult parsed) => SettingOptions.Read(
        parsed,
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value!));

    private static async Task WaitAsync(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(ended.SetResult);
        await ended.Task;
    }
}
