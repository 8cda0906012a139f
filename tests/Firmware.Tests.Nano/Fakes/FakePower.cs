using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>Counts what it is asked for, and returns as a desk does.</summary>
    public sealed class FakePower : IPower
    {
        public bool HasWoken { get; set; }

        public int Reboots { get; private set; }

        /// <summary>The length of the last sleep asked for, in ms; 0 before the first.</summary>
        public long SleepMs { get; private set; }

        public void Reboot() => Reboots++;

        public void DeepSleep(long ms) => SleepMs = ms;
    }
}
