using System.Diagnostics.CodeAnalysis;

namespace Cloud.Core.Events;

/// <summary>The events of one invocation of an Event Hubs trigger: one partition, in its order. Immutable.</summary>
/// <param name="Partition">Which stream: <c>{event hub}/{consumer group}/{partition id}</c>.</param>
/// <param name="Events">The events, in the order of their sequence numbers.</param>
public sealed record HubEventBatch(string Partition, IReadOnlyList<HubEvent> Events)
{
    /// <summary>
    /// Reads the body that the Azure Functions host posts to a custom handler for an Event Hubs trigger. The host encodes arrays and
    /// strings once more as JSON strings; here each level may be the string or the array itself, and metadata may be missing.
    /// </summary>
    /// <param name="json">The request's body, UTF-8.</param>
    /// <param name="batch">The batch, when the result is true.</param>
    /// <param name="problem">One line that says what is wrong, when the result is false.</param>
    /// <param name="bindingName">The trigger's name in function.json.</param>
    /// <returns>Whether the body was such a request. What a single event holds is judged later, event by event.</returns>
    public static bool TryParse(
        ReadOnlyMemory<byte> json,
        [NotNullWhen(true)] out HubEventBatch? batch,
        [NotNullWhen(false)] out string? problem,
        string bindingName = "events") => HubEventBatchReader.TryRead(json, bindingName, out batch, out problem);
}
