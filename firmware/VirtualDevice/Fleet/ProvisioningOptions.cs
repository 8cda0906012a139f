namespace Firmware.VirtualDevice.Fleet;

/// <summary>How devices find their hub: DPS with a symmetric enrolment group. Immutable.</summary>
public sealed record ProvisioningOptions
{
    /// <summary>The host name of DPS, or of the gateway that stands for it.</summary>
    public required string Host { get; init; }

    /// <summary>The port of DPS, and of an assigned hub that names none.</summary>
    /// <value>The default is 8883.</value>
    public int Port { get; init; } = 8883;

    /// <summary>The id scope.</summary>
    public required string IdScope { get; init; }

    /// <summary>
    /// The enrolment group's key in base64, [16, 64] bytes: a secret. The fleet derives each device's key from it; no
    /// device is given it.
    /// </summary>
    public required string GroupKey { get; init; }
}
