namespace Firmware.Core.Configuration
{
    /// <summary>Hands the newest settings from the uplink's thread to the sampling's. Thread-safe.</summary>
    internal sealed class SettingsMailbox
    {
        private readonly object _gate = new object();
        private DeviceSettings _newest;
        private DeviceSettings _taken;

        public SettingsMailbox(DeviceSettings settings)
        {
            _newest = settings;
            _taken = settings;
        }

        /// <summary>The settings that were left last.</summary>
        public DeviceSettings Newest
        {
            get
            {
                lock (_gate) return _newest;
            }
        }

        /// <summary>Leaves settings; older ones that were not taken are gone.</summary>
        public void Put(DeviceSettings settings)
        {
            lock (_gate) _newest = settings;
        }

        /// <summary>Takes settings that are newer than those taken before.</summary>
        /// <returns>The settings, or null if there are none.</returns>
        public DeviceSettings? Take()
        {
            lock (_gate)
            {
                if (_newest == _taken) return null;
                _taken = _newest;
                return _taken;
            }
        }
    }
}
