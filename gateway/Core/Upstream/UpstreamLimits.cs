namespace Gateway.Core.Upstream;

/// <summary>Every bound of the way upstream. Immutable, so safe for use by several threads.</summary>
public sealed record UpstreamLimits
{
    /// <summary>Messages per second, live and backlog together, above 0.</summary>
    /// <value>The default is 100: what one unit of S1 takes for the whole hub (Microsoft, "IoT Hub quotas and throttling").</value>
    public double MessagesPerSecond { get; init; } = 100;

    /// <summary>Of those, how many per second the backlog may take at most, above 0.</summary>
    /// <value>The default is 50, so that live messages never wait for the backlog.</value>
    public double BacklogPerSecond { get; init; } = 50;

    /// <summary>New connections per second, above 0; more wait.</summary>
    /// <value>The default is 20, a fifth of what S1 takes for the whole hub.</value>
    public double ConnectsPerSecond { get; init; } = 20;

    /// <summary>
    /// How old a message may be and still count as live; an older one joins the backlog with all that was stored up to then.
    /// </summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan LiveAgeMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Live messages without an acknowledgement; at the limit no further one is sent.</summary>
    /// <value>The default is 256.</value>
    public int LiveInFlightMax { get; init; } = 256;

    /// <summary>Backlog messages without an acknowledgement; at the limit no further one is sent.</summary>
    /// <value>The default is 64.</value>
    public int BacklogInFlightMax { get; init; } = 64;

    /// <summary>Messages that are read from the store at once.</summary>
    /// <value>The default is 100.</value>
    public int ReadMax { get; init; } = 100;

    /// <summary>
    /// Pieces of a partition that are remembered as not sent; above it the two that lie closest become one, and what was sent between
    /// them is sent again.
    /// </summary>
    /// <value>The default is 128.</value>
    public int RangesMax { get; init; } = 128;

    /// <summary>The pause after the first failure of the link; it doubles with each further one.</summary>
    /// <value>The default is 250 ms.</value>
    public TimeSpan RetryDelayMin { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between two attempts; only one connection is attempted then, so it may be short.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an identity that was refused upstream is not tried again.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan RefusalPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an identity is left alone on which the parent closed without an acknowledgement.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan StallPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the parent may close at one message, while it acknowledges others, before that is a dead letter.</summary>
    /// <value>The default is 10.</value>
    public int StallsMax { get; init; } = 10;

    /// <summary>
    /// How long an acknowledged message proves that the link works: while it does, a refused identity is that identity's own trouble
    /// and its messages become dead letters; otherwise nothing is given up.
    /// </summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan ProofAge { get; init; } = TimeSpan.FromMinutes(5);
}
