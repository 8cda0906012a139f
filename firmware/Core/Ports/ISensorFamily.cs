using Firmware.Core.Sensors;

namespace Firmware.Core.Ports
{
    /// <summary>
    /// The host's drivers for the BME280's siblings, on the same bus and with the same identity and reset registers. Used by the
    /// sampling thread only.
    /// </summary>
    public interface ISensorFamily
    {
        /// <summary>The names of the chips it has drivers for, separated by commas: for the log.</summary>
        string Names { get; }

        /// <summary>Makes the driver for a chip; touches the chip no sooner than in <see cref="ISensor.Configure"/>.</summary>
        /// <param name="chipId">What the chip's identity register holds.</param>
        /// <param name="settings">How it is to measure.</param>
        /// <returns>The driver, or null where there is none for this chip.</returns>
        ISensor? DriverOf(byte chipId, SensorSettings settings);
    }
}
