using Cloud.Functions;
using Firmware.Core;
using Firmware.VirtualDevice.Commands;
using Firmware.VirtualDevice.Fleet;
using Gateway.Host;
using Microsoft.Extensions.Logging;

namespace Cloud.LocalHost;

/// <summary>The whole system in one process: functions, gateway and virtual devices, with real sockets between them.</summary>
public static class LocalSystem
{
    /// <summary>The name of the function that takes the gateway's batches, as its folder says it to the Functions host.</summary>
    private const string FunctionName = "telemetry";

    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs the system as the options say, until their duration has passed or the token is cancelled.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="stop">Ends the run cleanly, as Ctrl+C does.</param>
    /// <returns>The exit code: 0 for a clean run, 1 when something could not be started, written or delivered.</returns>
    /// <exception cref="UsageException">The options cannot be carried out as they are.</exception>
    public static async Task<int> RunAsync(LocalHostOptions options, CancellationToken stop)
    {
        try
        {
            return await RunOrThrowAsync(options, stop);
        }
        catch (Exception exception) when (exception is GatewayStartException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 1;
        }
    }

    private static async Task<int> RunOrThrowAsync(LocalHostOptions options, CancellationToken stop)
    {
        var rooms = RoomPlan.Make(options);
        RunReport.CheckFolder(options.ReportFile);
        using var data = DataDirectory.Open(options.DataDirectory);
        using var loggers = LoggerFactory.Create(ConsoleLog);
        var clock = new ScaledTimeProvider(TimeProvider.System, options.Speed);
        var counters = new LiveCounters();
        await using var functions = await FunctionsHost.StartAsync(FunctionsOf(options, data, counters), clock, loggers, stop);
        await using var gateway = await GatewayHost.StartAsync(GatewayOf(options, data, functions.Address), clock, loggers, stop);
        if (gateway.NewestEnqueuedTime is { } newest) clock.SkipTo(newest);
        var run = new Run(clock.GetUtcNow());
        await using var fleet = VirtualFleet.Start(FleetOf(options, data, gateway, rooms.At(run.StartedAt, options.Speed), clock));
        counters.Watch(fleet, gateway);
        Announce(options, functions, gateway, fleet);
        await UntilStoppedAsync(options.Duration, fleet, stop);
        return await FinishAsync(options, run, functions, gateway, fleet);
    }

    // The web host logs a failed start with its stack; it also throws it, and one line for the user is enough.
    private static void ConsoleLog(ILoggingBuilder logging) => logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

    private static FunctionsOptions FunctionsOf(LocalHostOptions options, DataDirectory data, LiveCounters counters) =>
        new() { DataDirectory = data.Part("cloud"), Port = options.Port, Counters = counters.Read };

    private static GatewayOptions GatewayOf(LocalHostOptions options, DataDirectory data, Uri functions) =>
        new() { DataDirectory = data.Part("gateway"), MqttPort = options.MqttPort, HttpsPort = 0, EventsUrl = new Uri(functions, FunctionName) };

    private static VirtualFleetOptions FleetOf(
        LocalHostOptions options, DataDirectory data, GatewayHost gateway, IReadOnlyList<VirtualDeviceOptions> devices, TimeProvider clock) => new()
        {
            Devices = devices,
            Provisioning = new ProvisioningOptions
            {
                Host = "localhost",
                Port = gateway.MqttPort,
                IdScope = gateway.IdScope,
                GroupKey = gateway.EnrollmentGroupKey,
            },
            StateDirectory = data.Part("devices"),
            TrustedRoots = [gateway.RootCertificate],
            Clock = clock,
            EmaAlphaPerMille = options.EmaAlphaPerMille,
            Telemetry = new TelemetrySettings { Format = options.Format },
            Log = Console.Error,
        };

    private static void Announce(LocalHostOptions options, FunctionsHost functions, GatewayHost gateway, VirtualFleet fleet)
    {
        Console.WriteLine($"dashboard  {functions.Address}");
        Console.WriteLine($"gateway    mqtts://localhost:{gateway.MqttPort}  https://localhost:{gateway.HttpsPort}  id scope {gateway.IdScope}");
        Console.WriteLine($"devices    {Rooms.Describe([.. fleet.Devices.Select(device => device.Id)])}");
        Console.WriteLine($"clock      {options.Speed:0.##} x real time, {End(options.Duration)}");
    }

    private static string End(TimeSpan? duration) => duration is { } time ? $"stops after {time.TotalSeconds:0.##} s" : "Ctrl+C stops";

    // A device's loop that throws is a defect: the run ends with it instead of going on without the device.
    private static async Task UntilStoppedAsync(TimeSpan? duration, VirtualFleet fleet, CancellationToken stop)
    {
        var elapsed = Task.Delay(duration ?? Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        var ended = await Task.WhenAny(elapsed, fleet.Completion);
        if (ended == fleet.Completion) await ended;
    }

    private static async Task<int> FinishAsync(LocalHostOptions options, Run run, FunctionsHost functions, GatewayHost gateway, VirtualFleet fleet)
    {
        fleet.StopSampling();
        var sent = await fleet.DrainAsync(DrainTimeout);
        var delivered = await gateway.DrainEventsAsync(DrainTimeout, CancellationToken.None);
        var report = run.Report(functions, gateway, fleet);
        if (options.ReportFile is { } file) report.Write(file);
        Console.WriteLine(report.Summary);
        if (sent && delivered) return 0;
        await Console.Error.WriteLineAsync(sent
            ? $"error: the functions did not take every stored message within {DrainTimeout.TotalSeconds} s; they stay stored for the next run"
            : $"error: {fleet.MessagesWaiting} messages were still on the devices after {DrainTimeout.TotalSeconds} s");
        return 1;
    }
}
