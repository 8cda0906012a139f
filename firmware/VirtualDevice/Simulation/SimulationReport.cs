namespace Firmware.VirtualDevice.Simulation;

/// <summary>What a simulation found. Immutable.</summary>
/// <param name="Options">What was simulated.</param>
/// <param name="Device">What the firmware of all devices did.</param>
/// <param name="Delivery">What arrived at the hub.</param>
/// <param name="UplinkSha256">
/// The SHA-256, in hexadecimal, over the SHA-256 of each device's uplink, in the order of the devices.
/// </param>
/// <param name="WallTime">How long the simulation took, in real time.</param>
public sealed record SimulationReport(
    SimulationOptions Options, DeviceTotals Device, DeliveryTotals Delivery, string UplinkSha256, TimeSpan WallTime)
{
    /// <summary>What sleeping cost; nothing where the devices stay awake.</summary>
    public SleepTotals Sleep { get; init; }

    /// <summary>How many devices times days were simulated.</summary>
    public double DeviceDays => Options.Devices * Options.Duration.TotalDays;

    /// <summary>Samples that never arrived.</summary>
    public long Lost => Device.Samples - Delivery.Samples;

    /// <summary>
    /// Messages that never arrived although the firmware counted no loss: a defect of it, when more than 0. A message that had
    /// arrived without an acknowledgement may be counted as lost as well, so losses counted may be more than losses.
    /// </summary>
    public long Unaccounted =>
        Math.Max(0, Device.Messages - (Delivery.Messages - Delivery.Repeats - Delivery.Gaps) - Device.Dropped - Device.LostWithPower);

    /// <summary>The bound of the temperature's error, in hundredths of a °C.</summary>
    public int TemperatureBound => ChannelValues.BoundOf(Options.Settings).Temperature;

    /// <summary>The bound of the humidity's error, in hundredths of a %RH.</summary>
    public int HumidityBound => ChannelValues.BoundOf(Options.Settings).Humidity;

    /// <summary>The bound of the pressure's error, in hundredths of a hPa.</summary>
    public int PressureBound => ChannelValues.BoundOf(Options.Settings).Pressure;

    /// <summary>Whether every sample arrived within its bound, or its loss was counted.</summary>
    public bool IsSound =>
        Unaccounted == 0
        && Delivery.Wrong == 0
        && Delivery.TemperatureErrorMax <= TemperatureBound
        && Delivery.HumidityErrorMax <= HumidityBound
        && Delivery.PressureErrorMax <= PressureBound;

    /// <summary>How many times fewer bytes arrived than one flat/1 body for each sample takes; repeats count against it.</summary>
    public double CompressionRatio => Delivery.BodyBytes == 0 ? 1 : (double)Delivery.FlatBytes / Delivery.BodyBytes;

    /// <summary>Devices simulated in a second of real time.</summary>
    public double DevicesPerSecond => Options.Devices / WallTime.TotalSeconds;

    /// <summary>Samples simulated in a second of real time.</summary>
    public double SamplesPerSecond => Device.Samples / WallTime.TotalSeconds;
}
