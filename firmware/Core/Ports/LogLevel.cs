namespace Firmware.Core.Ports
{
    /// <summary>How much a log line matters.</summary>
    public enum LogLevel
    {
        /// <summary>For whoever develops the firmware.</summary>
        Debug = 0,

        /// <summary>The normal course of things.</summary>
        Information = 1,

        /// <summary>Something failed that the firmware handles by itself.</summary>
        Warning = 2,

        /// <summary>Something failed that needs a person.</summary>
        Error = 3,
    }
}
