namespace Gateway.Host;

/// <summary>The gateway cannot start as configured; the message is one line for the user that names the cause and the fix.</summary>
public sealed class GatewayStartException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GatewayStartException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
