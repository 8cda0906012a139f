using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Cloud.Functions;

/// <summary>The handler as Azure Functions starts it: a process of its own, configured by environment variables, stopped by a signal.</summary>
internal static class StandaloneProgram
{
    public static async Task<int> RunAsync()
    {
        if (!TryReadOptions(Environment.GetEnvironmentVariable, out var options, out var problem))
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        using var loggers = LoggerFactory.Create(ConsoleLog);
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var host = await FunctionsHost.StartAsync(options, TimeProvider.System, loggers, CancellationToken.None);
            await Console.Out.WriteLineAsync($"listening on {host.Address}");
            await stop.Task;
            return 0;
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }

    // The web host logs a failed start with its stack; it also throws it, and one line is enough.
    private static void ConsoleLog(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });

    /// <summary>Reads the options from environment variables, as the Functions host sets them.</summary>
    internal static bool TryReadOptions(Func<string, string?> variable, out FunctionsOptions options, out string problem)
    {
        var directory = variable("SENSOR_DATA_DIRECTORY") is { Length: > 0 } given
            ? given
            : Path.Combine(variable("HOME") is { Length: > 0 } home ? home : ".", "data", "sensorfirmware");
        options = new FunctionsOptions { DataDirectory = directory };
        problem = "";

        // FUNCTIONS_HTTPWORKER_PORT is the older name of the same setting (source: azure-functions-host).
        foreach (var name in (ReadOnlySpan<string>)["FUNCTIONS_CUSTOMHANDLER_PORT", "FUNCTIONS_HTTPWORKER_PORT"])
        {
            if (variable(name) is not { Length: > 0 } text) continue;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            {
                problem = $"{name} is '{text}'; it must be a port number from 0 to 65535";
                return false;
            }

            options = new FunctionsOptions { DataDirectory = directory, Port = port };
            return true;
        }

        return true;
    }
}
