using Firmware.Core.Ports;
using Firmware.Core.Sensors;

namespace Firmware.VirtualDevice.Sensor;

/// <summary>The desk's driver for what its emulator can be besides a BME280: a BMP280. Immutable.</summary>
/// <param name="bus">The registers.</param>
internal sealed class DeskSensors(IRegisterBus bus) : ISensorFamily
{
    /// <inheritdoc/>
    public string Names => "BMP280";

    /// <inheritdoc/>
    public ISensor? DriverOf(byte chipId, SensorSettings settings) =>
        chipId == (byte)SensorChip.Bmp280 ? new Bmp280Driver(bus, settings) : null;
}
