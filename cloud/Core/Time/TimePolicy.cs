namespace Cloud.Core.Time;

/// <summary>
/// Azure Stream Analytics' time policy for <c>TIMESTAMP BY ... OVER device</c>: tolerances between event time, arrival time and the
/// largest event time so far. Immutable.
/// </summary>
public sealed record TimePolicy
{
    /// <summary>The largest late-arrival tolerance Stream Analytics takes.</summary>
    public static readonly TimeSpan LateArrivalMax = TimeSpan.FromDays(20);

    /// <summary>The defaults of each property.</summary>
    public static readonly TimePolicy Default = new();

    /// <summary>An event whose event time lies further than this after its arrival is dropped. Fixed in Stream Analytics.</summary>
    /// <value>The default is 5 min.</value>
    public TimeSpan EarlyTolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An event that arrives later than this after its event time is late; in the range [0, 20 days].</summary>
    /// <value>
    /// The default is 1 h (Stream Analytics: 5 s, too short for a device that reconnects). A window of a device that falls silent
    /// closes only this long after its end.
    /// </value>
    public TimeSpan LateTolerance { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The watermark stays this far behind the largest event time: events within it are re-sorted, and everything is put out that much
    /// later; zero or more.
    /// </summary>
    /// <value>The default is 0, as in Stream Analytics.</value>
    public TimeSpan OutOfOrderTolerance { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// How long after its arrival time an event may still be on its way to the processor. Without input the watermark stays this much
    /// further behind the clock, so that it never passes an event that has arrived but has not been processed; zero or more.
    /// </summary>
    /// <value>The default is 1 min.</value>
    public TimeSpan DeliveryGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What happens to late and out-of-order events.</summary>
    /// <value>The default is <see cref="LateEventAction.Drop"/>: no reading is counted under a time that is not its own.</value>
    public LateEventAction Action { get; init; } = LateEventAction.Drop;

    internal void Validate()
    {
        if (LateTolerance < TimeSpan.Zero || LateTolerance > LateArrivalMax)
            throw new ArgumentException($"late-arrival tolerance {LateTolerance} is outside [0, {LateArrivalMax}]");
        if (EarlyTolerance < TimeSpan.Zero || OutOfOrderTolerance < TimeSpan.Zero || DeliveryGrace < TimeSpan.Zero)
            throw new ArgumentException("a tolerance of the time policy is negative");
    }
}
