using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cloud.LocalHost;

/// <summary>The command line of the local host: every option with its help, its default and its bounds.</summary>
public sealed class CommandLine
{
    private const int DevicesMax = 1000;
    private const double SpeedMax = 1000;

    private static readonly LocalHostOptions Defaults = new();

    private readonly Option<int> _devices = Number("--devices", $"How many virtual devices, 1 to {DevicesMax}.", Defaults.Devices, 1, DevicesMax);
    private readonly Option<int> _port = Number("--port", "The dashboard's port, 0 for any free one.", Defaults.Port, 0, 65535);
    private readonly Option<int> _mqttPort = Number("--mqtt-port", "The gateway's MQTT port, 0 for any free one.", Defaults.MqttPort, 0, 65535);

    private readonly Option<double> _speed = new("--speed")
    {
        Description = $"How many times faster than real time the whole system's clock runs, 1 to {SpeedMax}.",
        DefaultValueFactory = _ => Defaults.Speed,
        CustomParser = result => InRange(result, 1, SpeedMax),
    };

    private readonly Option<TimeSpan?> _duration = new("--duration")
    {
        Description = "Real time to run before stopping, for instance 60s or 10m. Left out: until Ctrl+C.",
        CustomParser = Duration,
    };

    private readonly Option<string?> _replay = new("--replay")
    {
        Description = "A CSV recording that every room replays (columns by name: date, temperature, humidity, pressure).",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of everything durable.",
        DefaultValueFactory = _ => Defaults.DataDirectory,
    };

    private readonly Option<StepInjection[]> _inject = new("--inject")
    {
        Description = "A step in one room's temperature, for instance kitchen:+6@20s (°C, real time after the start). May be repeated.",
        CustomParser = Injections,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int?> _smoothing = new("--smoothing")
    {
        Description = "The weight of a new sample in the devices' exponential smoothing, 0.01 to 1, or off. Left out: the firmware's default.",
        CustomParser = Smoothing,
    };

    private readonly Option<string?> _report = new("--report") { Description = "Where to write a JSON report when the run ends." };

    /// <summary>Reads the arguments and runs, or prints one line for what is wrong with them.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="run">What to do with good options; its result is the exit code.</param>
    /// <returns>The exit code: 2 for bad arguments.</returns>
    public Task<int> InvokeAsync(string[] arguments, Func<LocalHostOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("The whole system on one desk: virtual devices, gateway, stream processor and dashboard in one process.")
        {
            _devices, _speed, _duration, _replay, _data, _port, _mqttPort, _inject, _smoothing, _report,
        };
        root.SetAction((result, cancellation) => run(Read(result), cancellation));
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count == 0) return parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
        Console.Error.WriteLine($"error: {parsed.Errors[0].Message} (--help lists the options)");
        return Task.FromResult(2);
    }

    private LocalHostOptions Read(ParseResult result) => new()
    {
        Devices = result.GetValue(_devices),
        Speed = result.GetValue(_speed),
        Duration = result.GetValue(_duration),
        ReplayFile = result.GetValue(_replay),
        DataDirectory = result.GetRequiredValue(_data),
        Port = result.GetValue(_port),
        MqttPort = result.GetValue(_mqttPort),
        EmaAlphaPerMille = result.GetValue(_smoothing),
        Injections = result.GetRequiredValue(_inject),
        ReportFile = result.GetValue(_report),
    };

    private static Option<int> Number(string name, string description, int fallback, int min, int max) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
            result.AddError($"{name}: '{Text(result)}' is not a whole number from {min} to {max}");
            return fallback;
        },
    };

    private static double InRange(ArgumentResult result, double min, double max)
    {
        if (double.TryParse(Text(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        result.AddError($"--speed: '{Text(result)}' is not a number from {min} to {max}");
        return min;
    }

    private static TimeSpan? Duration(ArgumentResult result)
    {
        if (RealTime.TryParse(Text(result), out var span) && span > TimeSpan.Zero) return span;
        result.AddError($"--duration: '{Text(result)}' is not a time such as 500ms, 60s, 10m or 24h");
        return null;
    }

    private static StepInjection[] Injections(ArgumentResult result)
    {
        var injections = new List<StepInjection>();
        foreach (var token in result.Tokens)
        {
            if (StepInjection.Parse(token.Value, out var error) is { } injection) injections.Add(injection);
            else result.AddError($"--inject: {error}");
        }

        return [.. injections];
    }

    private static int? Smoothing(ArgumentResult result)
    {
        if (Text(result) == "off") return 1000;
        if (double.TryParse(Text(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var alpha) && alpha is >= 0.01 and <= 1)
            return (int)Math.Round(alpha * 1000);
        result.AddError($"--smoothing: '{Text(result)}' is neither off nor a number from 0.01 to 1");
        return null;
    }

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
