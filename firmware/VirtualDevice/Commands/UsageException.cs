namespace Firmware.VirtualDevice.Commands;

/// <summary>The command line cannot be carried out as it is; the message is one line that says what to change.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="cause">What showed it, or null.</param>
public sealed class UsageException(string message, Exception? cause = null) : Exception(message, cause);
