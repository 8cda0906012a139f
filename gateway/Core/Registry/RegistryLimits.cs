namespace Gateway.Core.Registry;

/// <summary>IoT Hub's limits of the identity registry.</summary>
/// <remarks>Source: Microsoft, "IoT Hub quotas and throttling", other limits.</remarks>
public static class RegistryLimits
{
    /// <summary>How many devices a hub has at most; a further one is refused.</summary>
    public const int DevicesMax = 1_000_000;

    /// <summary>How many modules a device has at most; a further one is refused.</summary>
    public const int ModulesMax = 50;

    /// <summary>The shortest and the longest symmetric key, in bytes.</summary>
    public const int KeyBytesMin = 16, KeyBytesMax = 64;

    /// <summary>The longest reason for a status, in characters.</summary>
    public const int StatusReasonCharactersMax = 128;
}
