using Gateway.Core.Upstream;

namespace Gateway.Host.Upstream;

/// <summary>What the loop of the way upstream is told.</summary>
internal abstract record UpstreamOutcome
{
    /// <summary>There may be something to do: a message was stored, or a pause is over.</summary>
    public sealed record Woken : UpstreamOutcome;

    /// <summary>A device connected here, so that its identity is wanted upstream.</summary>
    public sealed record Entered(string ClientId) : UpstreamOutcome;

    /// <summary>The parent accepted a connection.</summary>
    public sealed record Reached : UpstreamOutcome;

    /// <summary>A connection ended with nothing left to send.</summary>
    public sealed record Lost(string ClientId) : UpstreamOutcome;

    /// <summary>The parent acknowledged a message.</summary>
    public sealed record Acknowledged(Forward Forward) : UpstreamOutcome;

    /// <summary>A message cannot be sent, whoever tries.</summary>
    public sealed record Rejected(Forward Forward, string Reason) : UpstreamOutcome;

    /// <summary>A connection failed, and with it these messages, in their order; it sends nothing more until it is reset.</summary>
    public sealed record Failed(UpstreamConnection Connection, IReadOnlyList<Forward> Forwards, DialResult Cause) : UpstreamOutcome;

    /// <summary>A message reached a connection that had failed.</summary>
    public sealed record Returned(Forward Forward) : UpstreamOutcome;
}
