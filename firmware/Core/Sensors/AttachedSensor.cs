using Firmware.Core.Ports;

namespace Firmware.Core.Sensors
{
    /// <summary>
    /// The sensor that is on the bus, whichever it is: the chip's identity chooses the driver, anew after each reset, so that a board
    /// sold with one chip and fitted with another works and says so. Allocates only when the chip is not the one it was; used by
    /// one thread at a time.
    /// </summary>
    public sealed class AttachedSensor
    {
        private readonly IRegisterBus _bus;
        private readonly ISensorFamily? _siblings;
        private readonly SensorSettings _settings;
        private readonly byte[] _id = new byte[1];
        private byte _chipId;
        private ISensor? _driver;

        /// <summary>Makes it; touches nothing yet.</summary>
        /// <param name="bus">The chip's registers.</param>
        /// <param name="siblings">Drivers for other chips than the BME280, or null where there are none.</param>
        /// <param name="settings">How to measure.</param>
        public AttachedSensor(IRegisterBus bus, ISensorFamily? siblings, SensorSettings settings)
        {
            _bus = bus;
            _siblings = siblings;
            _settings = settings;
        }

        /// <summary>What the identity register held when it was last read; 0 before.</summary>
        public byte ChipId => _chipId;

        /// <summary>The driver that the chip has; null before the first chip was identified, and for a chip without one.</summary>
        public ISensor? Driver => _driver;

        /// <summary>The names of the chips that can be on the bus, separated by commas.</summary>
        public string SupportedNames => _siblings == null ? Bme280Driver.ChipName : Bme280Driver.ChipName + "," + _siblings.Names;

        /// <summary>Resets the chip: register and command are those of the whole family.</summary>
        /// <returns>True if the chip acknowledged.</returns>
        public bool TryReset() => _bus.TryWrite(Bme280Registers.Reset, Bme280Registers.ResetCommand);

        /// <summary>Identifies the chip, then <see cref="ISensor.Configure"/>.</summary>
        /// <returns>As there; UnsupportedChip where there is no driver.</returns>
        public SensorStatus Configure()
        {
            if (!_bus.TryRead(Bme280Registers.Id, _id, 1)) return SensorStatus.BusError;
            if (_driver == null || _id[0] != _chipId) _driver = DriverOf(_id[0]);
            _chipId = _id[0];
            return _driver == null ? SensorStatus.UnsupportedChip : _driver.Configure();
        }

        private ISensor? DriverOf(byte chipId) =>
            chipId == Bme280Registers.ChipId ? new Bme280Driver(_bus, _settings) : _siblings?.DriverOf(chipId, _settings);
    }
}
