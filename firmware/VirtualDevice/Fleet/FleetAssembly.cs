using Firmware.Core;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;
using Firmware.VirtualDevice.Dps;
using Firmware.VirtualDevice.Hub;
using Firmware.VirtualDevice.Sensor;

namespace Firmware.VirtualDevice.Fleet;

/// <summary>Builds devices: the same firmware as on the board, with the desk's adapters for its ports. Used by one thread.</summary>
internal sealed class FleetAssembly
{
    /// <summary>A desk has memory: 1,985 samples instead of a small board's 248, before anything goes to flash.</summary>
    private const int OutboxBytes = 65_536;

    private const int UplinkPollMaxMs = 1_000;

    private readonly VirtualFleetOptions _options;
    private readonly DeviceSettings _settings;
    private readonly byte[] _groupKey;
    private readonly HubTrust _trust;
    private readonly BoundedCall _calls;
    private readonly TextWriter _log;

    /// <summary>Prepares to build.</summary>
    /// <param name="options">What to build.</param>
    /// <param name="stopping">Ends every blocking call of the devices.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message says which, in one line.</exception>
    public FleetAssembly(VirtualFleetOptions options, CancellationToken stopping)
    {
        Check(options);
        _options = options;
        _settings = SettingsOf(options);
        if (_settings.FindError() is { } error) throw new ArgumentException(error);
        _groupKey = options.Provisioning is { } provisioning ? GroupKeyOf(provisioning) : [];
        _trust = new HubTrust(options.TrustedRoots);
        _calls = new BoundedCall(stopping);
        _log = TextWriter.Synchronized(options.Log ?? TextWriter.Null);
    }

    /// <summary>Boots one device.</summary>
    /// <exception cref="IOException">Its flash directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Its flash directory may not be made.</exception>
    public FleetDevice Boot(VirtualDeviceOptions device)
    {
        var log = new LeveledLog(new TextLog(_log, _options.MinimumLogLevel, device.Id, _options.Clock), _settings.LogLevel);
        var key = device.ConnectionString is { } direct ? [.. direct.Key] : DeviceKey.Derive(_groupKey, device.Id);
        var dps = DpsOf(device, key);
        var hub = new MqttHubClient(key, _options.Provisioning?.Port ?? HubAddress.MqttTlsPort, _trust, _calls, log);
        var sensor = new Bme280Emulator(device.Climate, _options.Clock, device.Sensor);
        var flash = new FileFlashSlots(Path.Combine(_options.StateDirectory, device.Id), log);
        var (network, provisioning) = (NetworkOf(device, log), ProvisioningOf(device, dps, log));
        return new FleetDevice(device.Id, BootOnce, hub, sensor.Faults, _options.Clock);

        // Flash, hub and sensor outlive a boot; clock and power are its own.
        DeskBoot BootOnce(bool hasWoken)
        {
            var clock = new DeviceClock(_options.Clock);
            var power = new DeskPower(clock, hasWoken);
            var ports = new DevicePorts(sensor, clock, network, provisioning, hub, flash, log)
            {
                Twin = hub,
                Requests = hub,
                Board = new Desk(),
                Power = power,
                Dps = dps,
                Siblings = new DeskSensors(sensor),
            };
            return new DeskBoot(new SensorNode(ports, _settings, SeedOf(device)), clock, power);
        }
    }

    private static INetwork NetworkOf(VirtualDeviceOptions device, ILog log) =>
        device.Wifi is { } wifi ? new EmulatedWifi(wifi.Around, wifi.Deployed, log) : new WiredNetwork();

    private IProvisioning ProvisioningOf(VirtualDeviceOptions device, DpsIdentity? dps, ILog log) =>
        dps is null
            ? new FixedAssignment(device.ConnectionString!.Hub, device.ConnectionString.DeviceId)
            : new DpsProvisioning(dps, _options.Provisioning!.Port, _trust, _calls, log);

    private DpsIdentity? DpsOf(VirtualDeviceOptions device, byte[] key) =>
        device.ConnectionString is null
            ? new DpsIdentity(_options.Provisioning!.Host, _options.Provisioning.IdScope, device.Id, Convert.ToBase64String(key))
            : null;

    // Different for each device and boot, as the firmware asks: FNV-1a over the name, moved on by the time.
    private int SeedOf(VirtualDeviceOptions device)
    {
        var hash = 2166136261u;
        foreach (var character in device.Id) hash = unchecked((hash ^ character) * 16777619);
        return unchecked((int)(hash ^ (uint)_options.Clock.GetUtcNow().Ticks));
    }

    private static DeviceSettings SettingsOf(VirtualFleetOptions options)
    {
        var intervalMs = (int)Math.Clamp(options.SamplingInterval.TotalMilliseconds, 0, int.MaxValue);
        return new DeviceSettings
        {
            IntervalMs = intervalMs,
            Temperature = ChannelOf(ChannelLimits.Temperature, options),
            Humidity = ChannelOf(ChannelLimits.Humidity, options),
            Pressure = ChannelOf(ChannelLimits.Pressure, options),
            Telemetry = options.Telemetry,
            OutboxBytes = OutboxBytes,
            // A tenth of the interval is soon enough for a sample to leave; 50 ms between messages are M2Mqtt's need, not ours.
            UplinkPollMs = Math.Clamp(intervalMs / 10, 1, UplinkPollMaxMs),
            PublishPauseMs = 0,
        };
    }

    private static ChannelSettings ChannelOf(ChannelLimits limits, VirtualFleetOptions options) =>
        options.EmaAlphaPerMille is { } alpha ? new(limits) { EmaAlphaPerMille = alpha } : new(limits);

    private static byte[] GroupKeyOf(ProvisioningOptions provisioning) =>
        DeviceKey.TryParse(provisioning.GroupKey, out var key)
            ? key
            : throw new ArgumentException("the group key is not base64 of 16 to 64 bytes");

    private static void Check(VirtualFleetOptions options)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var device in options.Devices)
        {
            if (!RegistrationId.IsValid(device.Id)) throw new ArgumentException($"device '{device.Id}': an id is {RegistrationId.Rule}");
            if (!ids.Add(device.Id)) throw new ArgumentException($"device '{device.Id}' is there twice");
            if (device.ConnectionString is null && options.Provisioning is null)
                throw new ArgumentException($"device '{device.Id}' has neither a connection string nor a provisioning service");
        }
    }
}
