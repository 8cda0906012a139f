namespace Gateway.Core.Registry;

/// <summary>A device, or a module of one, that may connect. Immutable, so safe for use by several threads.</summary>
public sealed record DeviceIdentity
{
    /// <summary>The longest device or module id, in characters.</summary>
    public const int DeviceIdCharactersMax = 128;

    /// <summary>The device id; case counts.</summary>
    public required string DeviceId { get; init; }

    /// <summary>The module id, or null for the device itself; case counts.</summary>
    /// <value>The default is null.</value>
    public string? ModuleId { get; init; }

    /// <summary>The MQTT client id, and the key of everything that is kept for it: <c>{device}</c> or <c>{device}/{module}</c>.</summary>
    public string ClientId => ModuleId is null ? DeviceId : $"{DeviceId}/{ModuleId}";

    /// <summary>Tells two lives of one id apart: a device deleted and created again has another.</summary>
    public required string GenerationId { get; init; }

    /// <summary>How it proves who it is.</summary>
    public required Authentication Authentication { get; init; }

    /// <summary>Whether it may connect.</summary>
    /// <value>The default is true.</value>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Why it may or may not connect, in the operator's words, or null.</summary>
    /// <value>The default is null.</value>
    public string? StatusReason { get; init; }

    /// <summary>When the identity was created, in ms since 1970-01-01T00:00:00Z.</summary>
    public required long CreatedAtUnixMs { get; init; }

    /// <summary>When it was last written, in ms since 1970-01-01T00:00:00Z.</summary>
    public required long UpdatedAtUnixMs { get; init; }

    /// <summary>Counts the writes of the identity, from 1: its ETag.</summary>
    /// <value>The default is 1.</value>
    public long Version { get; init; } = 1;

    /// <summary>
    /// Whether a text can be a device id or a module id: 1 to 128 ASCII letters, digits and <c>- . _ : % * ? ! ( ) , = @ $ '</c>, of
    /// which none has a meaning in a topic filter or a path.
    /// </summary>
    /// <remarks>IoT Hub also allows "+" and "#"; they cannot stand in an MQTT topic, so no device could use them here.</remarks>
    public static bool IsValidId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is > 0 and <= DeviceIdCharactersMax
            && id.All(c => char.IsAsciiLetterOrDigit(c) || "-._:%*?!(),=@$'".Contains(c, StringComparison.Ordinal));
    }
}
