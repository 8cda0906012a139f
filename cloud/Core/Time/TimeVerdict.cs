namespace Cloud.Core.Time;

/// <summary>What the time policy decided about one event (Stream Analytics' input metrics of the same names).</summary>
public enum TimeVerdict
{
    /// <summary>Within every tolerance.</summary>
    OnTime = 0,

    /// <summary>Its event time lies more than the early tolerance after its arrival: dropped.</summary>
    Early = 1,

    /// <summary>It arrived later than the late-arrival tolerance allows: dropped or adjusted.</summary>
    Late = 2,

    /// <summary>Its event time lies before the watermark: dropped or adjusted.</summary>
    OutOfOrder = 3,
}
