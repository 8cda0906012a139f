namespace Firmware.Core.Uplink
{
    /// <summary>
    /// Whether a restart may help a device that cannot join its network: nanoFramework's adapter sometimes joins no more until the
    /// board starts anew (nanoframework/Home#1511, #1374). Where the network itself is gone a restart does not help, and must not go on for
    /// ever: after one for this reason the next has to wait. Used by one thread.
    /// </summary>
    internal sealed class StuckNetwork
    {
        private readonly int _failuresMax;
        private readonly int _everyMs;
        private int _failures;

        /// <summary>Begins to count.</summary>
        /// <param name="settings">What the device is told.</param>
        /// <param name="isRestarted">Whether the boot before ended for this reason.</param>
        public StuckNetwork(DeviceSettings settings, bool isRestarted)
        {
            _failuresMax = settings.NetworkRestartFailures;
            _everyMs = isRestarted ? settings.NetworkRestartEveryMs : 0;
        }

        /// <summary>Notes whether there was a network.</summary>
        public void Note(bool isJoined) => _failures = isJoined ? 0 : _failures + 1;

        /// <summary>Begins the count anew: it is another network from now on.</summary>
        public void Reset() => _failures = 0;

        /// <summary>Whether it is time for a restart.</summary>
        /// <param name="uptimeMs">The uptime in ms.</param>
        public bool NeedsRestart(long uptimeMs) => _failuresMax > 0 && _failures >= _failuresMax && uptimeMs >= _everyMs;
    }
}
