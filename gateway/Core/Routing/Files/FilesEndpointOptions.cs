namespace Gateway.Core.Routing.Files;

/// <summary>How an endpoint of cold storage writes its files. Immutable, so safe for use by several threads.</summary>
/// <remarks>Source: Microsoft, "Use IoT Hub message routing …", on storage as a routing endpoint.</remarks>
public sealed record FilesEndpointOptions
{
    /// <summary>The endpoint's name, and its consumer group.</summary>
    public required string Name { get; init; }

    /// <summary>The directory under which the files go; created when missing.</summary>
    public required string Directory { get; init; }

    /// <summary>How they are called.</summary>
    /// <value>The default is <see cref="ColdFileName.DefaultPattern"/>.</value>
    public string FileNameFormat { get; init; } = ColdFileName.DefaultPattern;

    /// <summary>The time after its first message at which a file is closed, in the range [1 s, 720 s].</summary>
    /// <value>The default is 60 s, the least that IoT Hub has.</value>
    public TimeSpan BatchFrequency { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest file, in bytes, in the range [1 KiB, 500 MiB]; a message that does not fit goes into the next.</summary>
    /// <value>The default is 314,572,800, as in IoT Hub.</value>
    public long MaxChunkBytes { get; init; } = 314_572_800;
}
