namespace Firmware.Core.Sampling
{
    /// <summary>What a value did to an alarm.</summary>
    public enum AlarmChange
    {
        /// <summary>Nothing that anybody has to know.</summary>
        None = 0,

        /// <summary>The alarm began.</summary>
        Opened = 1,

        /// <summary>The alarm ended.</summary>
        Resolved = 2,
    }
}
