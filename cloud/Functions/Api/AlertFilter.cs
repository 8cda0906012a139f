namespace Cloud.Functions.Api;

/// <summary>Which alerts are asked for.</summary>
internal enum AlertFilter
{
    /// <summary>Open and resolved ones.</summary>
    All = 0,

    /// <summary>Those not yet resolved.</summary>
    Open = 1,

    /// <summary>Those that have ended.</summary>
    Resolved = 2,
}
