using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Upstream;

/// <summary>A message that is to be sent now. Immutable.</summary>
/// <param name="Stored">The message.</param>
/// <param name="Partition">Its partition's index in the plan.</param>
/// <param name="ClientId">The identity that sends it: <c>{device}</c> or <c>{device}/{module}</c>.</param>
/// <param name="SendClass">Its urgency.</param>
public sealed record Forward(StoredMessage Stored, int Partition, string ClientId, SendClass SendClass);
