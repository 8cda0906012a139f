namespace Gateway.Core.Upstream;

/// <summary>How urgent a message is on its way upstream. The order of each device is kept within a class, not between classes.</summary>
public enum SendClass
{
    /// <summary>It has the property <c>priority=alert</c>: it may use the quota that is reserved for alerts.</summary>
    Alert,

    /// <summary>It is new.</summary>
    Live,

    /// <summary>It waited through an outage, or for quota.</summary>
    Backlog,
}
