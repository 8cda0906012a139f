namespace Cloud.Core.Alerts;

/// <summary>Where a value lies with respect to a rule.</summary>
internal enum AlertSide : byte
{
    /// <summary>Within the margin, or nothing to judge by.</summary>
    Undecided = 0,

    /// <summary>The rule is kept.</summary>
    Clear = 1,

    /// <summary>Broken upwards.</summary>
    High = 2,

    /// <summary>Broken downwards.</summary>
    Low = 3,
}
