namespace Gateway.Core.StoreAndForward;

/// <summary>A message that a consumer will never be able to deliver. Immutable.</summary>
/// <param name="Message">The message.</param>
/// <param name="Reason">Why, in words for an operator.</param>
public sealed record DeadLetter(StoredMessage Message, string Reason);
