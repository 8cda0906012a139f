using Firmware.Core.Sensors;

namespace Firmware.Core.Ports
{
    /// <summary>
    /// One kind of sensor, as the sampling loop uses it: after a reset, <see cref="Configure"/> until it is not busy; then, for each
    /// sample, <see cref="Begin"/>, wait <see cref="MeasurementMs"/>, <see cref="Read"/>. Anything but Ready and Busy means that the
    /// sensor is reset, identified and configured anew. No call takes more than a few ms beyond its transfers; used by one thread at a time.
    /// </summary>
    public interface ISensor
    {
        /// <summary>The chip's name, for instance BME280; reported as it is.</summary>
        string Name { get; }

        /// <summary>How long to wait between <see cref="Begin"/> and <see cref="Read"/>, in ms.</summary>
        int MeasurementMs { get; }

        /// <summary>Reads the chip's calibration and writes its settings. The chip has been reset, and its identity read.</summary>
        /// <returns>Ready; Busy while the chip still starts; otherwise what is wrong.</returns>
        SensorStatus Configure();

        /// <summary>Starts one conversion of every channel.</summary>
        /// <returns>Ready when it runs; Busy while the one before has not ended; otherwise what is wrong.</returns>
        SensorStatus Begin();

        /// <summary>Reads the conversion that <see cref="Begin"/> started.</summary>
        /// <param name="into">Receives the channels that were measured; the others are absent. Empty unless Ready.</param>
        /// <param name="skipped">How many channels gave no reading although they were asked for and the chip has them.</param>
        /// <returns>Ready; Busy while the chip still converts; otherwise what is wrong.</returns>
        SensorStatus Read(Sample into, out int skipped);
    }
}
