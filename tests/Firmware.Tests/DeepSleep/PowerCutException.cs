namespace Firmware.Tests.DeepSleep;

/// <summary>The power went, in the middle of what the firmware was doing.</summary>
internal sealed class PowerCutException : Exception;
