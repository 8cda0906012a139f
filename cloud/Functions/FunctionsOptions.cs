namespace Cloud.Functions;

/// <summary>What a <see cref="FunctionsHost"/> is started with. Immutable.</summary>
public sealed class FunctionsOptions
{
    /// <summary>The folder of the store, <c>cloud.db</c>; made when it is absent. It must be writable.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The TCP port on the loopback address, in the range [0, 65535]; 0 takes any free port.</summary>
    /// <value>The default is 0.</value>
    public int Port { get; init; }

    /// <summary>
    /// Counters of other tiers to show beside the store's own (<c>made</c>, <c>received</c>, <c>stored</c>, <c>lost</c>, ...), or null
    /// where there are none, as in Azure. Called about once a second from any thread; it must be thread-safe and quick.
    /// </summary>
    /// <value>The default is null.</value>
    public Func<IReadOnlyDictionary<string, long>>? Counters { get; init; }

    /// <summary>
    /// How often, by the host's clock, the processor is told the time, so that windows of devices that fell silent close
    /// (Stream Analytics' estimate of the watermark without input).
    /// </summary>
    /// <value>The default is 5 s.</value>
    public TimeSpan AdvanceInterval { get; init; } = TimeSpan.FromSeconds(5);
}
