namespace Firmware.Core.Methods
{
    /// <summary>What is known of the flash from writing to it and reading it back.</summary>
    internal enum FlashTest
    {
        /// <summary>It was not tested since boot.</summary>
        Untested = 0,

        /// <summary>What was written was read.</summary>
        Passed = 1,

        /// <summary>The write was refused, or something else was read.</summary>
        Failed = 2,
    }
}
