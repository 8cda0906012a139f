using Firmware.Core;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Sensor;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>What is simulated. Immutable.</summary>
public sealed record SimulationOptions
{
    /// <summary>The most devices of one simulation.</summary>
    public const int DevicesMax = 1_000_000;

    /// <summary>How many devices, in the range [1, <see cref="DevicesMax"/>].</summary>
    public required int Devices { get; init; }

    /// <summary>How much virtual time, more than zero.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Which climates, faults and back-offs: equal seeds give equal bytes on the uplink.</summary>
    /// <value>The default is 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>What goes wrong, and how often.</summary>
    /// <value>The default is <see cref="FaultRates.None"/>.</value>
    public FaultRates Faults { get; init; } = FaultRates.None;

    /// <summary>The sensor on every device's bus.</summary>
    /// <value>The default is a BME280.</value>
    public SensorChip Sensor { get; init; } = SensorChip.Bme280;

    /// <summary>What every device is told.</summary>
    /// <value>The default is the firmware's own.</value>
    public DeviceSettings Settings { get; init; } = new();

    /// <summary>The air around a device's sensor, by the device's number from 1; asked on several threads at once.</summary>
    /// <value>The default is null: an indoor climate of its own for each, with people, from the seed.</value>
    public Func<int, IClimate>? Climate { get; init; }

    /// <summary>What the charge of devices that sleep is estimated by.</summary>
    /// <value>The default is the default figures.</value>
    public ChargeFigures Charge { get; init; } = new();

    /// <summary>How many threads share the devices, at least 1; the result does not depend on it.</summary>
    /// <value>The default is one for each processor.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The virtual instant at which every device is switched on.</summary>
    /// <value>The default is 2026-11-20T00:00:00Z.</value>
    public DateTimeOffset Start { get; init; } = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
}
