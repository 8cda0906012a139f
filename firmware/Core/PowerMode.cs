namespace Firmware.Core
{
    /// <summary>What a device does between samples.</summary>
    public enum PowerMode
    {
        /// <summary>It stays awake and connected.</summary>
        Always = 0,

        /// <summary>It switches itself off, and connects only when it sends.</summary>
        DeepSleep = 1,
    }
}
