using Gateway.Core.StoreAndForward;
using Gateway.Core.Twins;

namespace Gateway.Core.Routing;

/// <summary>
/// Picks what one endpoint gets out of the messages that it reads. That happens when they are read, so nobody waits for it who sends;
/// a twin is asked for as it is then. For one caller at a time.
/// </summary>
/// <param name="table">The routes.</param>
/// <param name="endpoint">Whose messages.</param>
/// <param name="twins">The senders' twins.</param>
public sealed class EndpointRoutes(RouteTable table, string endpoint, ITwinStore twins)
{
    /// <summary>Picks out of messages that follow each other, in their order.</summary>
    public async Task<IReadOnlyList<StoredMessage>> SelectAsync(IReadOnlyList<StoredMessage> read, CancellationToken cancellation)
    {
        RoutedMessage[] messages = [.. read.Select(stored => new RoutedMessage(stored))];
        if (table.ReadsTwin) await AttachTwinsAsync(messages, cancellation);
        return [.. messages.Where(message => table.Delivers(message, endpoint)).Select(message => message.Stored)];
    }

    // All twins before the first decision: when one cannot be read, nothing was decided.
    private async Task AttachTwinsAsync(IEnumerable<RoutedMessage> messages, CancellationToken cancellation)
    {
        foreach (var sender in messages.GroupBy(message => message.ClientId, StringComparer.Ordinal))
        {
            var twin = TwinDocument.Of(await twins.GetAsync(sender.Key, cancellation));
            foreach (var message in sender) message.TwinText = twin;
        }
    }
}
