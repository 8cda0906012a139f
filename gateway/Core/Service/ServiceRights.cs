namespace Gateway.Core.Service;

/// <summary>What a shared access policy allows.</summary>
/// <remarks>Source: Microsoft, "Control access to IoT Hub by using shared access signatures", permissions.</remarks>
[Flags]
public enum ServiceRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reading the identity registry.</summary>
    RegistryRead = 1,

    /// <summary>Changing the identity registry.</summary>
    RegistryWrite = 2,

    /// <summary>Twins, direct methods, cloud-to-device messages and queries.</summary>
    ServiceConnect = 4,

    /// <summary>Acting as any device.</summary>
    DeviceConnect = 8,
}
