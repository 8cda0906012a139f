namespace Cloud.LocalHost;

/// <summary>The system cannot start as asked; the message is one line that names what is wrong and what to do.</summary>
public sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
