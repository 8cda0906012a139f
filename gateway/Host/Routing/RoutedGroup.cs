using Gateway.Core.Routing;
using Gateway.Host.Storage;

namespace Gateway.Host.Routing;

/// <summary>A consumer group that takes only what the routes give its endpoint. Its partitions may be read at the same time.</summary>
internal sealed class RoutedGroup(ConsumerGroup group, Func<EndpointRoutes> routes) : IDisposable
{
    /// <summary>Its partitions, by number.</summary>
    public IReadOnlyList<RoutedPartition> Partitions { get; } =
        [.. group.Partitions.Select(partition => new RoutedPartition(partition, routes()))];

    public void Dispose() => group.Dispose();
}
