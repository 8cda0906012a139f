namespace Firmware.Core
{
    /// <summary>Which firmware this is.</summary>
    public static class FirmwareVersion
    {
        /// <summary>Semantic versioning: major.minor.patch.</summary>
        public const string Current = "0.1.0";
    }
}
