using System.CommandLine;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Hub;
using Firmware.VirtualDevice.Sensor;

namespace Firmware.VirtualDevice.Commands;

/// <summary><c>run</c>: devices in real time, until Ctrl+C or for a while.</summary>
internal sealed class RunCommand
{
    private const int DevicesMax = 2000;

    private readonly Option<string?> _host = new("--host") { Description = "The host of DPS, or of a gateway that stands for it." };
    private readonly Option<int> _port = Options.Number("--port", "Its MQTT port over TLS.", HubAddress.MqttTlsPort, 1, 65535);
    private readonly Option<string?> _idScope = new("--id-scope") { Description = "The DPS id scope." };
    private readonly Option<string?> _groupKey = Options.GroupKey(required: false);
    private readonly Option<string?> _connectionString = new("--connection-string")
    {
        Description = "One device without DPS: HostName=...;DeviceId=...;SharedAccessKey=...",
    };

    private readonly Option<int> _devices = Options.Number("--devices", $"How many, 1 to {DevicesMax}.", 1, 1, DevicesMax);
    private readonly Option<string> _prefix = new("--prefix")
    {
        Description = "What the registration ids begin with: device gives device-1, device-2, ...",
        DefaultValueFactory = _ => "device",
    };

    private readonly Option<string?> _replay = new("--replay")
    {
        Description = "A CSV recording that every device replays (columns by name: date, temperature, humidity, pressure).",
    };

    private readonly Option<TimeSpan?> _interval = Options.Time(
        "--interval", "The time between samples.", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(DeviceSettings.IntervalMinMs));

    private readonly Option<int?> _smoothing = Options.Smoothing("--smoothing", "The weight of a new reading, 0.001 to 1, or off.");
    private readonly Option<TelemetryFormat> _format = Options.Format(
        "--format", "What is sent: flat, each sample at once, or curve, many in one message after five minutes.", TelemetryFormat.Flat);

    private readonly Option<SensorChip> _sensor = Options.Sensor("--sensor", "The chip on each bus: BME280, or BMP280, which has no humidity.");
    private readonly Option<int> _seed = Options.Number("--seed", "Which climates are made up.", 1, 0, int.MaxValue);
    private readonly Option<string?> _ca = new("--ca") { Description = "A PEM file of the roots to trust instead of the machine's." };
    private readonly Option<string> _state = new("--state")
    {
        Description = "The directory of the devices' flash.",
        DefaultValueFactory = _ => Path.Combine("data", "virtual-devices"),
    };

    private readonly Option<TimeSpan?> _duration = Options.Time(
        "--duration", "How long to sample. Left out: until Ctrl+C.", null, TimeSpan.FromMilliseconds(1));

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log what goes well, too." };

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var options = new RunCommand();
        var command = new Command("run", "Runs virtual devices.")
        {
            options._host, options._port, options._idScope, options._groupKey, options._ca, options._connectionString,
            options._devices, options._prefix, options._replay, options._seed, options._interval, options._smoothing, options._format,
            options._sensor, options._state, options._duration, options._verbose,
        };
        command.SetAction((result, cancellation) => new FleetRun(options.Read(result), output, errors).RunAsync(cancellation));
        return command;
    }

    private RunOptions Read(ParseResult result) => new()
    {
        Host = result.GetValue(_host),
        Port = result.GetValue(_port),
        IdScope = result.GetValue(_idScope),
        GroupKey = result.GetValue(_groupKey),
        ConnectionString = result.GetValue(_connectionString),
        Devices = result.GetValue(_devices),
        Prefix = result.GetRequiredValue(_prefix),
        ReplayFile = result.GetValue(_replay),
        Interval = result.GetValue(_interval)!.Value,
        EmaAlphaPerMille = result.GetValue(_smoothing),
        Format = result.GetValue(_format),
        Sensor = result.GetValue(_sensor),
        Seed = result.GetValue(_seed),
        RootsFile = result.GetValue(_ca),
        StateDirectory = result.GetRequiredValue(_state),
        Duration = result.GetValue(_duration),
        Verbose = result.GetValue(_verbose),
    };
}
