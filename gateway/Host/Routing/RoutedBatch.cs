using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Routing;

/// <summary>What an endpoint gets of messages that follow each other. Immutable.</summary>
/// <param name="Messages">Those that are for it, in their order; none where the routes give all of them to others.</param>
/// <param name="LastOffset">The offset of the last one that was read, whoever gets it.</param>
/// <param name="Read">How many were read; 0 where there are none yet.</param>
internal sealed record RoutedBatch(IReadOnlyList<StoredMessage> Messages, long LastOffset, int Read);
