namespace Gateway.Core.CloudToDevice;

/// <summary>The messages that wait for devices, in their order, kept durably. Implementations are thread-safe.</summary>
public interface ICloudMessageStore
{
    /// <summary>Adds a message, unless <see cref="CloudToDeviceLimits.PendingMax"/> wait already.</summary>
    /// <returns>Its sequence once it is durable, or null where the queue is full.</returns>
    Task<long?> AddAsync(CloudMessage message, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// The next messages to deliver; each counts as delivered once more. What is expired, or was delivered
    /// <see cref="CloudToDeviceLimits.DeliveriesMax"/> times in vain, is dropped first.
    /// </summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="after">The sequence behind which to look.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    Task<IReadOnlyList<CloudMessage>> TakeAsync(string deviceId, long after, int max, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Removes a message that the device has.</summary>
    Task CompleteAsync(long sequence, CancellationToken cancellation);

    /// <summary>Counts the messages that wait.</summary>
    /// <param name="deviceId">For which device; null for each.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    /// <returns>The number by device; without those for which none waits.</returns>
    Task<IReadOnlyDictionary<string, int>> CountAsync(string? deviceId, CancellationToken cancellation);

    /// <summary>Removes everything that waits for a device.</summary>
    /// <returns>How many there were.</returns>
    Task<int> PurgeAsync(string deviceId, CancellationToken cancellation);
}
