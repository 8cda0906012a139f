namespace Firmware.Core.Sensors
{
    /// <summary>How the sensor fares: written by the sampling thread, read by any. Thread-safe.</summary>
    public sealed class SensorState
    {
        /// <summary>What <see cref="Name"/> says while no sensor answers, or one that has no driver.</summary>
        public const string None = "none";

        private readonly object _gate = new object();
        private string _name = None;
        private int _chipId;
        private SensorStatus _status = SensorStatus.Busy;

        /// <summary>The chip that is in use: BME280, BMP280, BME680; <see cref="None"/> while it is lost.</summary>
        public string Name
        {
            get
            {
                lock (_gate) return _name;
            }
        }

        /// <summary>What the identity register held when it was last read; 0 before.</summary>
        public int ChipId
        {
            get
            {
                lock (_gate) return _chipId;
            }
        }

        /// <summary>How the last conversation ended: Busy before the first has, Ready while all is well, otherwise what is wrong.</summary>
        public SensorStatus Status
        {
            get
            {
                lock (_gate) return _status;
            }
        }

        internal void Note(string name, byte chipId, SensorStatus status)
        {
            lock (_gate)
            {
                _name = name;
                _chipId = chipId;
                _status = status;
            }
        }
    }
}
