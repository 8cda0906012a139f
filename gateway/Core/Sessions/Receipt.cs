namespace Gateway.Core.Sessions;

/// <summary>What came of a PUBLISH. Immutable.</summary>
/// <param name="IsAccepted">
/// Whether it may be acknowledged; where not, the connection is closed without PUBACK and the client sends again.
/// </param>
/// <param name="Answer">What to publish to the same client, or null.</param>
public readonly record struct Receipt(bool IsAccepted, Answer? Answer = null);
