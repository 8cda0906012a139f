namespace Gateway.Host.Storage;

/// <summary>Whether the store has room for messages.</summary>
internal enum Room
{
    /// <summary>It has.</summary>
    Yes,

    /// <summary>Not now; consumers may still make some in time.</summary>
    NotYet,

    /// <summary>It has none, and nobody waits for it any longer.</summary>
    No,
}
