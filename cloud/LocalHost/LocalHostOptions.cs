using Firmware.Core.Telemetry;

namespace Cloud.LocalHost;

/// <summary>What the command line asked for. Immutable.</summary>
public sealed record LocalHostOptions
{
    /// <summary>How many virtual devices, in the range [1, 1,000].</summary>
    /// <value>The default is 5, the named rooms.</value>
    public int Devices { get; init; } = 5;

    /// <summary>How many times faster than real time the shared clock runs, in the range [1, 1,000].</summary>
    /// <value>The default is 1.</value>
    public double Speed { get; init; } = 1;

    /// <summary>How long to run, in real time; null runs until Ctrl+C.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A CSV recording that every room replays; null lets each room have a climate of its own.</summary>
    public string? ReplayFile { get; init; }

    /// <summary>Where everything durable lives.</summary>
    /// <value>The default is the folder "data" under the current one.</value>
    public string DataDirectory { get; init; } = "data";

    /// <summary>The dashboard's port on the loopback address, 0 for any free one.</summary>
    /// <value>The default is 8080.</value>
    public int Port { get; init; } = 8080;

    /// <summary>The gateway's MQTT port, 0 for any free one.</summary>
    /// <value>The default is 8883.</value>
    public int MqttPort { get; init; } = 8883;

    /// <summary>The weight of a new sample in the devices' exponential smoothing, in thousandths; 1,000 is no smoothing; null leaves the firmware's default.</summary>
    public int? EmaAlphaPerMille { get; init; }

    /// <summary>How the devices' samples become messages.</summary>
    /// <value>The default is flat/1, which a live dashboard needs: curve/1 keeps samples for five minutes.</value>
    public TelemetryFormat Format { get; init; } = TelemetryFormat.Flat;

    /// <summary>The steps to inject.</summary>
    public IReadOnlyList<StepInjection> Injections { get; init; } = [];

    /// <summary>Where to write the report when the run ends; null writes none.</summary>
    public string? ReportFile { get; init; }
}
