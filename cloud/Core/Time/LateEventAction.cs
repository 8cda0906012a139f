namespace Cloud.Core.Time;

/// <summary>What happens to an event beyond the late-arrival or out-of-order tolerance. Early events are always dropped.</summary>
public enum LateEventAction
{
    /// <summary>No window counts it. It is stored and counted as dropped.</summary>
    Drop = 0,

    /// <summary>It is moved to the nearest time within the tolerance.</summary>
    Adjust = 1,
}
