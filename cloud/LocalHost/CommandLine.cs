using System.CommandLine;
using System.CommandLine.Parsing;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Commands;

namespace Cloud.LocalHost;

/// <summary>The command line of the local host: every option with its help, its default and its bounds.</summary>
public sealed class CommandLine
{
    /// <summary>The exit code of a command line that cannot be carried out as it is.</summary>
    public const int BadUsage = 2;

    private const int DevicesMax = 1000;
    private const double SpeedMax = 1000;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);
    private static readonly LocalHostOptions Defaults = new();

    private readonly Option<int> _devices = Options.Number(
        "--devices", $"How many virtual devices, 1 to {DevicesMax}.", Defaults.Devices, 1, DevicesMax);

    private readonly Option<int> _port = Options.Number("--port", "The dashboard's port, 0 for any free one.", Defaults.Port, 0, 65535);
    private readonly Option<int> _mqttPort = Options.Number(
        "--mqtt-port", "The gateway's MQTT port, 0 for any free one.", Defaults.MqttPort, 0, 65535);

    private readonly Option<double> _speed = Options.Factor(
        "--speed", $"How many times faster than real time the whole system's clock runs, 1 to {SpeedMax}.", Defaults.Speed, 1, SpeedMax);

    private readonly Option<TimeSpan?> _duration = Options.Time(
        "--duration", "Real time to run before stopping, for instance 60s or 10m. Left out: until Ctrl+C.", null, TimeSpan.FromMilliseconds(1));

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

    private readonly Option<int?> _smoothing = Options.Smoothing(
        "--smoothing", "The weight of a new sample in the devices' exponential smoothing, 0.001 to 1, or off. Left out: the firmware's default.");

    private readonly Option<TelemetryFormat> _format = Options.Format(
        "--format", "What the devices send: flat, each sample at once, or curve, many in one message after five minutes.", Defaults.Format);

    private readonly Option<string?> _report = new("--report") { Description = "Where to write a JSON report when the run ends." };

    /// <summary>Reads the arguments and runs, or prints one line for what is wrong with them.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="run">What to do with good options; its result is the exit code.</param>
    /// <returns>The exit code: <see cref="BadUsage"/> for bad arguments.</returns>
    public async Task<int> InvokeAsync(string[] arguments, Func<LocalHostOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("The whole system on one desk: virtual devices, gateway, stream processor and dashboard in one process.")
        {
            _devices, _speed, _duration, _replay, _data, _port, _mqttPort, _inject, _smoothing, _format, _report,
        };
        root.SetAction((result, cancellation) => run(Read(result), cancellation));
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) return Refuse(parsed.Errors[0].Message);
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTimeout });
        }
        catch (UsageException exception)
        {
            return Refuse(exception.Message);
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine($"error: {message} (--help lists the options)");
        return BadUsage;
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
        Format = result.GetValue(_format),
        Injections = result.GetRequiredValue(_inject),
        ReportFile = result.GetValue(_report),
    };

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
}
