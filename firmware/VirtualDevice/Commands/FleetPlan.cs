using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Fleet;
using Firmware.VirtualDevice.Hub;

namespace Firmware.VirtualDevice.Commands;

/// <summary>Makes a fleet's options from the command line's: reads the files, and checks what belongs together.</summary>
internal static class FleetPlan
{
    /// <summary>Makes the options.</summary>
    /// <exception cref="UsageException">The options do not fit together, or a file is not usable.</exception>
    public static VirtualFleetOptions Of(RunOptions options, TextWriter log)
    {
        var recording = options.ReplayFile is { } file ? ReplayFile.Load(file) : null;
        var start = TimeProvider.System.GetUtcNow();
        return new VirtualFleetOptions
        {
            Devices = [.. Devices(options, number => recording is null
                ? new SyntheticClimate(unchecked(options.Seed + number))
                : new RecordedClimate(recording, start))],
            Provisioning = Provisioning(options),
            StateDirectory = options.StateDirectory,
            TrustedRoots = options.RootsFile is { } roots ? [.. Roots(roots)] : [],
            SamplingInterval = options.Interval,
            EmaAlphaPerMille = options.EmaAlphaPerMille,
            Telemetry = new TelemetrySettings { Format = options.Format },
            Log = log,
            MinimumLogLevel = options.Verbose ? LogLevel.Information : LogLevel.Warning,
        };
    }

    private static IEnumerable<VirtualDeviceOptions> Devices(RunOptions options, Func<int, IClimate> climate)
    {
        if (options.ConnectionString is not { } text)
            return Enumerable.Range(1, options.Devices).Select(number => new VirtualDeviceOptions
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{options.Prefix}-{number}"),
                Climate = climate(number),
                Sensor = options.Sensor,
            });
        var connection = DeviceConnectionString.Parse(text, out var problem) ?? throw new UsageException($"--connection-string: {problem}");
        if (options.Devices > 1) throw new UsageException("--connection-string: it is for one device; leave --devices out");
        return [new VirtualDeviceOptions { Id = connection.DeviceId, Climate = climate(1), Sensor = options.Sensor, ConnectionString = connection }];
    }

    private static ProvisioningOptions? Provisioning(RunOptions options)
    {
        if (options.ConnectionString is not null)
            return options is { Host: null, IdScope: null, GroupKey: null }
                ? null
                : throw new UsageException("--connection-string: it takes the place of --host, --id-scope and --group-key");
        return new ProvisioningOptions
        {
            Host = Required("--host", options.Host),
            Port = options.Port,
            IdScope = Required("--id-scope", options.IdScope),
            GroupKey = GroupKey(Required("--group-key", options.GroupKey)),
        };
    }

    private static string GroupKey(string base64) =>
        DeviceKey.TryParse(base64, out _) ? base64 : throw new UsageException(Options.BadGroupKey);

    private static string Required(string name, string? value) => string.IsNullOrWhiteSpace(value)
        ? throw new UsageException($"{name}: missing; give --host, --id-scope and --group-key, or --connection-string")
        : value;

    private static X509Certificate2Collection Roots(string file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--ca: {e.Message}", e);
        }

        return roots.Count > 0 ? roots : throw new UsageException($"--ca: there is no PEM certificate in {file}");
    }
}
