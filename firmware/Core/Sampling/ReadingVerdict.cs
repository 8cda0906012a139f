namespace Firmware.Core.Sampling
{
    /// <summary>What a channel's chain made of a raw reading.</summary>
    public enum ReadingVerdict
    {
        /// <summary>It became a value.</summary>
        Accepted = 0,

        /// <summary>It lies outside the range that the settings allow.</summary>
        OutOfRange = 1,

        /// <summary>The sensor has said the same too often.</summary>
        Stuck = 2,

        /// <summary>It lies too far from the readings around it.</summary>
        Spike = 3,
    }
}
