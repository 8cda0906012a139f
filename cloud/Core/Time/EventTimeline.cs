using Cloud.Core.Checkpoints;

namespace Cloud.Core.Time;

/// <summary>
/// One substream's progress: judges each event by the time policy and keeps the watermark. Ticks are UTC, since 0001-01-01. Not
/// thread-safe.
/// </summary>
/// <param name="policy">The tolerances.</param>
public sealed class EventTimeline(TimePolicy policy)
{
    private const long None = long.MinValue;

    private long _largestEventTicks = None;
    private long _idleWatermarkTicks = None;

    /// <summary>No event before this will be counted any more; <see cref="long.MinValue"/> before the first event.</summary>
    public long WatermarkTicks => _largestEventTicks == None
        ? _idleWatermarkTicks
        : Math.Max(_idleWatermarkTicks, _largestEventTicks - policy.OutOfOrderTolerance.Ticks);

    /// <summary>Applies the rules in Stream Analytics' order: early, late, out of order; then moves the watermark.</summary>
    /// <param name="eventTicks">The event time.</param>
    /// <param name="arrivalTicks">The arrival time.</param>
    /// <param name="countedTicks">The time to count the event under, when the result is true.</param>
    /// <param name="verdict">Which rule the event broke: the last one where an adjusted event broke two.</param>
    /// <returns>Whether the event is counted at all.</returns>
    public bool TryPlace(long eventTicks, long arrivalTicks, out long countedTicks, out TimeVerdict verdict)
    {
        countedTicks = eventTicks;
        verdict = TimeVerdict.OnTime;
        if (eventTicks - arrivalTicks > policy.EarlyTolerance.Ticks)
        {
            verdict = TimeVerdict.Early;
            return false;
        }

        var earliest = arrivalTicks - policy.LateTolerance.Ticks;
        if (!TryRaise(ref countedTicks, earliest, TimeVerdict.Late, ref verdict)) return false;
        if (!TryRaise(ref countedTicks, WatermarkTicks, TimeVerdict.OutOfOrder, ref verdict)) return false;
        _largestEventTicks = Math.Max(_largestEventTicks, countedTicks);
        return true;
    }

    /// <summary>
    /// Where the watermark would be without further input: at the present less the late-arrival tolerance and the delivery grace. Any
    /// later event before that would be late anyway.
    /// </summary>
    /// <param name="nowTicks">The present, in arrival time.</param>
    /// <returns>That watermark, or the present one where it is later.</returns>
    public long IdleWatermarkTicks(long nowTicks) =>
        Math.Max(WatermarkTicks, nowTicks - policy.LateTolerance.Ticks - policy.DeliveryGrace.Ticks);

    /// <summary>Moves the watermark on without input, to <see cref="IdleWatermarkTicks"/>.</summary>
    /// <param name="nowTicks">The present, in arrival time.</param>
    public void Advance(long nowTicks) => _idleWatermarkTicks = IdleWatermarkTicks(nowTicks);

    internal void Save(StateWriter writer)
    {
        writer.Int64(_largestEventTicks);
        writer.Int64(_idleWatermarkTicks);
    }

    internal void Load(ref StateReader reader)
    {
        _largestEventTicks = reader.Int64();
        _idleWatermarkTicks = reader.Int64();
    }

    private bool TryRaise(ref long ticks, long earliestTicks, TimeVerdict broken, ref TimeVerdict verdict)
    {
        if (ticks >= earliestTicks) return true;
        verdict = broken;
        if (policy.Action == LateEventAction.Drop) return false;
        ticks = earliestTicks;
        return true;
    }
}
