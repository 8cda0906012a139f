using System.Security.Cryptography.X509Certificates;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Telemetry;

namespace Firmware.VirtualDevice.Fleet;

/// <summary>What a fleet is made of and where it connects. Immutable.</summary>
public sealed record VirtualFleetOptions
{
    /// <summary>The devices, each id once.</summary>
    public required IReadOnlyList<VirtualDeviceOptions> Devices { get; init; }

    /// <summary>The DPS of the devices without a connection string.</summary>
    /// <value>The default is null: every device has a connection string.</value>
    public ProvisioningOptions? Provisioning { get; init; }

    /// <summary>The directory of the devices' flash: one sub-directory each, kept from run to run (boot counters live there).</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The roots that a server's certificate must lead to.</summary>
    /// <value>The default is none: those that the machine trusts.</value>
    public IReadOnlyList<X509Certificate2> TrustedRoots { get; init; } = [];

    /// <summary>The devices' time: sampling, conversions, back-off, time stamps. TLS, tokens and time-outs keep the system's.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The time between samples, in whole milliseconds.</summary>
    /// <value>The default is 10 s.</value>
    public TimeSpan SamplingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The weight of the newest reading in the exponential smoothing, in thousandths, in the range [1, 1000]; 1000 switches
    /// smoothing off.
    /// </summary>
    /// <value>The default is null: the firmware's own.</value>
    public int? EmaAlphaPerMille { get; init; }

    /// <summary>How samples become messages.</summary>
    /// <value>The default is flat/1, where one sample is one message.</value>
    public TelemetrySettings Telemetry { get; init; } = new() { Format = TelemetryFormat.Flat };

    /// <summary>Where the devices' serial logs go.</summary>
    /// <value>The default is null: nowhere.</value>
    public TextWriter? Log { get; init; }

    /// <summary>The least that is logged.</summary>
    /// <value>The default is <see cref="LogLevel.Warning"/>.</value>
    public LogLevel MinimumLogLevel { get; init; } = LogLevel.Warning;
}
