namespace Gateway.Host;

/// <summary>What tests put in the place of the real thing.</summary>
internal sealed record GatewaySeams
{
    /// <summary>Real time: tokens, certificates and time-outs.</summary>
    public TimeProvider SystemClock { get; init; } = TimeProvider.System;

    /// <summary>Runs before each COMMIT of the store; an exception from it makes the commit fail.</summary>
    public Action? BeforeCommit { get; init; }
}
