using System.Buffers.Binary;

namespace Gateway.Core.Service;

/// <summary>Entity tags: a version, as eight bytes in base64, the way IoT Hub writes a twin's.</summary>
/// <remarks>Source: RFC 9110 sections 8.8.3 (ETag) and 13.1.1 (If-Match).</remarks>
internal static class ServiceETag
{
    private const int Bytes = sizeof(long);

    /// <summary>The tag of a version, without quotes.</summary>
    public static string Of(long version)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, version);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads If-Match, quoted or not: SDKs do both.</summary>
    /// <param name="ifMatch">The header, or null where there is none.</param>
    /// <param name="version">The version that it asks for; null for any (<c>*</c> or no header).</param>
    /// <returns>False where it is no tag of this hub, which therefore matches nothing.</returns>
    public static bool TryParse(string? ifMatch, out long? version)
    {
        version = null;
        if (ifMatch is null || ifMatch.Trim('"') is not { } tag || tag is "*" or "") return true;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Convert.TryFromBase64String(tag, bytes, out var written) || written != Bytes) return false;
        version = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return true;
    }
}
