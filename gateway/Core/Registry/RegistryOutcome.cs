namespace Gateway.Core.Registry;

/// <summary>How a change to the registry ended.</summary>
public enum RegistryOutcome
{
    /// <summary>The change is durable.</summary>
    Done,

    /// <summary>There is an identity with this id already.</summary>
    Exists,

    /// <summary>There is no identity with this id, or no device for the module.</summary>
    NotFound,

    /// <summary>The identity was changed since the caller read it.</summary>
    VersionMismatch,

    /// <summary><see cref="RegistryLimits"/> allow no further one.</summary>
    Full,
}
