namespace Gateway.Host;

/// <summary>What happens to new messages while the store is full and consumers take nothing.</summary>
public enum FullStorePolicy
{
    /// <summary>They are not acknowledged and their connection is closed: devices keep them and send again.</summary>
    Refuse,

    /// <summary>The oldest messages make room, whether or not consumers took them; they are counted as dropped.</summary>
    DropOldest,
}
