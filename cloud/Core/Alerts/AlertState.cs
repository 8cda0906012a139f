namespace Cloud.Core.Alerts;

/// <summary>Where an alert is in its life.</summary>
public enum AlertState
{
    /// <summary>The rule is broken.</summary>
    Open = 0,

    /// <summary>The rule held again for the rule's minimum time; nothing follows.</summary>
    Resolved = 1,
}
