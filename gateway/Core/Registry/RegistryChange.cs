namespace Gateway.Core.Registry;

/// <summary>What came of a change to the registry. Immutable.</summary>
/// <param name="Outcome">Whether it was made, or why not.</param>
/// <param name="Identity">The identity after a change that was made, and before its deletion; else null.</param>
public readonly record struct RegistryChange(RegistryOutcome Outcome, DeviceIdentity? Identity = null);
