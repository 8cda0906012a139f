namespace Gateway.Core.Sessions;

/// <summary>The way from the hub to one connected client. Implementations are thread-safe.</summary>
public interface IDeviceLink
{
    /// <summary>Sends a message, behind those that were sent before it.</summary>
    /// <param name="push">The message.</param>
    /// <returns>
    /// Completes when there was room for it; the task inside completes with true once the message is queued for the wire (QoS 0) or
    /// acknowledged (QoS 1), and with false when the connection ended before.
    /// </returns>
    ValueTask<Task<bool>> SendAsync(Push push);

    /// <summary>Ends the connection.</summary>
    /// <param name="reason">Why, for the log.</param>
    void End(string reason);
}
