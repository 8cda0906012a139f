namespace Gateway.Core.CloudToDevice;

/// <summary>IoT Hub's limits of cloud-to-device messages.</summary>
/// <remarks>
/// Source: Microsoft, "Send messages from the cloud to your device with IoT Hub", and Microsoft, "IoT Hub quotas and throttling".
/// </remarks>
public static class CloudToDeviceLimits
{
    /// <summary>How many messages wait for one device at most; a further one is refused.</summary>
    public const int PendingMax = 50;

    /// <summary>The longest message, body and properties, in bytes: 64 KiB.</summary>
    public const int MessageBytesMax = 64 * 1024;

    /// <summary>How often a message is sent before it is given up.</summary>
    public const int DeliveriesMax = 10;

    /// <summary>How long a message waits unless its sender says otherwise: 1 hour.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    /// <summary>How long a message may wait: 2 days.</summary>
    public static readonly TimeSpan TimeToLiveMax = TimeSpan.FromDays(2);
}
