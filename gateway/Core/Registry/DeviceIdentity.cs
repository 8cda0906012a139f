namespace Gateway.Core.Registry;

/// <summary>A device that may connect. Immutable, so safe for use by several threads.</summary>
public sealed record DeviceIdentity
{
    /// <summary>The longest device id, in characters.</summary>
    public const int DeviceIdCharactersMax = 128;

    /// <summary>The device id; case counts.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Tells two lives of one device id apart: a device deleted and created again has another.</summary>
    public required string GenerationId { get; init; }

    /// <summary>The first symmetric key: a secret.</summary>
    public required ReadOnlyMemory<byte> PrimaryKey { get; init; }

    /// <summary>The second symmetric key, so that keys can be rolled without a gap: a secret.</summary>
    public required ReadOnlyMemory<byte> SecondaryKey { get; init; }

    /// <summary>Whether the device may connect.</summary>
    /// <value>The default is true.</value>
    public bool IsEnabled { get; init; } = true;

    /// <summary>When the identity was created, in ms since 1970-01-01T00:00:00Z.</summary>
    public required long CreatedAtUnixMs { get; init; }

    /// <summary>When its keys were last written, in ms since 1970-01-01T00:00:00Z.</summary>
    public required long UpdatedAtUnixMs { get; init; }

    /// <summary>
    /// Whether a text can be a device id: 1 to 128 ASCII letters, digits and <c>- . _ : % * ? ! ( ) , = @ $ '</c>, of which none has
    /// a meaning in a topic filter or a path.
    /// </summary>
    /// <remarks>IoT Hub also allows "+" and "#"; they cannot stand in an MQTT topic, so no device could use them here.</remarks>
    public static bool IsValidId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is > 0 and <= DeviceIdCharactersMax
            && id.All(c => char.IsAsciiLetterOrDigit(c) || "-._:%*?!(),=@$'".Contains(c, StringComparison.Ordinal));
    }
}
