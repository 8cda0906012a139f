using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Hub;
using Firmware.VirtualDevice.Sensor;

namespace Firmware.VirtualDevice.Fleet;

/// <summary>One device of a fleet. Immutable.</summary>
public sealed record VirtualDeviceOptions
{
    /// <summary>The registration id, which becomes the device id; see <see cref="RegistrationId.Rule"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The air that its sensor feels.</summary>
    public required IClimate Climate { get; init; }

    /// <summary>Its Wi-Fi, emulated.</summary>
    /// <value>The default is null: it has none, but the desk's own network.</value>
    public WifiOptions? Wifi { get; init; }

    /// <summary>The sensor on its bus.</summary>
    /// <value>The default is a BME280.</value>
    public SensorChip Sensor { get; init; } = SensorChip.Bme280;

    /// <summary>How it connects without DPS.</summary>
    /// <value>The default is null: through <see cref="VirtualFleetOptions.Provisioning"/>.</value>
    public DeviceConnectionString? ConnectionString { get; init; }
}
