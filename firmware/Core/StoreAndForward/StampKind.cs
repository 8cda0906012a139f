namespace Firmware.Core.StoreAndForward
{
    /// <summary>What a record's time stamp counts.</summary>
    public enum StampKind
    {
        /// <summary>Milliseconds since this boot: UTC was not known yet.</summary>
        Uptime = 0,

        /// <summary>Unix milliseconds.</summary>
        Utc = 1,
    }
}
