using System.CommandLine;
using System.Globalization;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Sensor;
using Firmware.VirtualDevice.Simulation;

namespace Firmware.VirtualDevice.Commands;

/// <summary><c>simulate</c>: a fleet in virtual time, without sockets.</summary>
internal sealed class SimulateCommand
{
    private const int HoursMax = 24 * 366;

    private static readonly ChargeFigures Usual = new();

    private readonly Option<int> _devices = Options.Number(
        "--devices", $"How many, 1 to {SimulationOptions.DevicesMax}.", 100, 1, SimulationOptions.DevicesMax);

    private readonly Option<int> _hours = Options.Number("--hours", "How much virtual time, in hours.", 24, 1, HoursMax);
    private readonly Option<TimeSpan?> _interval = Options.Time(
        "--interval", "The time between samples.", TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(DeviceSettings.IntervalMinMs));

    private readonly Option<int> _seed = Options.Number("--seed", "Which climates and faults are made up.", 1, 0, int.MaxValue);
    private readonly Option<FaultRates> _faults = Options.Faults("--faults", "What goes wrong: none or default.");
    private readonly Option<TelemetryFormat> _format = Options.Format("--format", "What is sent: curve or flat.", TelemetryFormat.Curve);
    private readonly Option<SensorChip> _sensor = Options.Sensor("--sensor", "The chip on each bus: BME280, or BMP280, which has no humidity.");
    private readonly Option<PowerMode> _power = Options.Power("--power", "What the devices do between samples: always or deepSleep.");
    private readonly Option<int> _batch = Options.Number(
        "--batch", "How many samples a device that sleeps sends at once.", new PowerSettings().Batch, 1, PowerSettings.BatchMax);

    private readonly Option<double> _asleepMa = Charge("--asleep-ma", "What a device takes asleep, in mA.", Usual.AsleepMa);
    private readonly Option<double> _awakeMa = Charge("--awake-ma", "What it takes awake, in mA.", Usual.AwakeMa);
    private readonly Option<double> _radioMa = Charge("--radio-ma", "What it takes with the radio on, in mA.", Usual.RadioMa);
    private readonly Option<double> _wakeSeconds = Charge("--wake-seconds", "How long a wake takes, in s.", Usual.WakeSeconds);
    private readonly Option<double> _sendSeconds = Charge("--send-seconds", "How long the radio is on to send, in s.", Usual.SendSeconds);

    private readonly Option<int> _threads = Options.Number(
        "--threads", "How many share the work; the result is the same.", Environment.ProcessorCount, 1, 1024);

    public static Command Create(TextWriter output)
    {
        var options = new SimulateCommand();
        var command = new Command("simulate", "Runs a fleet in virtual time, as fast as the processors go.")
        {
            options._devices, options._hours, options._interval, options._seed, options._faults,
            options._format, options._sensor, options._power, options._batch, options._asleepMa,
            options._awakeMa, options._radioMa, options._wakeSeconds, options._sendSeconds, options._threads,
        };
        command.SetAction((result, cancellation) => Task.Run(() => Run(options.Read(result), output, cancellation), CancellationToken.None));
        return command;
    }

    private SimulationOptions Read(ParseResult result) => new()
    {
        Devices = result.GetValue(_devices),
        Duration = TimeSpan.FromHours(result.GetValue(_hours)),
        Seed = result.GetValue(_seed),
        Faults = result.GetRequiredValue(_faults),
        Sensor = result.GetValue(_sensor),
        Settings = new DeviceSettings
        {
            IntervalMs = (int)Math.Min(result.GetValue(_interval)!.Value.TotalMilliseconds, int.MaxValue),
            Telemetry = new TelemetrySettings { Format = result.GetValue(_format) },
            Power = new PowerSettings { Mode = result.GetValue(_power), Batch = result.GetValue(_batch) },
        },
        Charge = new ChargeFigures
        {
            AsleepMa = result.GetValue(_asleepMa),
            AwakeMa = result.GetValue(_awakeMa),
            RadioMa = result.GetValue(_radioMa),
            WakeSeconds = result.GetValue(_wakeSeconds),
            SendSeconds = result.GetValue(_sendSeconds),
        },
        Threads = result.GetValue(_threads),
    };

    private static Option<double> Charge(string name, string description, double usual) => Options.Factor(name, description, usual, 0, 10_000);

    private static int Run(SimulationOptions options, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            var report = FleetSimulation.Run(options, cancellation);
            foreach (var line in ReportText.Lines(report)) output.WriteLine(line);
            return report.IsSound ? 0 : 1;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message, e);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stopped before the {options.Devices} devices were done"));
            return 1;
        }
    }
}
