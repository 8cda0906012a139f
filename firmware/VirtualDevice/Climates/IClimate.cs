namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// Where a virtual sensor stands: the air's state over time. A pure function of the instant: the same question has
/// the same answer, in whatever order it is asked. Thread-safe.
/// </summary>
public interface IClimate
{
    /// <summary>The conditions at an instant.</summary>
    /// <param name="utc">Any instant of the clock that the device runs on.</param>
    /// <returns>The conditions; finite numbers, inside the sensor's range or not.</returns>
    Conditions At(DateTimeOffset utc);
}
