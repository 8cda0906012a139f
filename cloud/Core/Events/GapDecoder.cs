using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>Decodes <c>gap/1</c>.</summary>
internal static class GapDecoder
{
    /// <summary>What the message's property <c>schema</c> says.</summary>
    public const string Schema = "gap/1";

    /// <summary>Decodes a gap of an authenticated device.</summary>
    /// <param name="hubEvent">Any event.</param>
    /// <param name="gap">The gap.</param>
    /// <returns>False where it is no gap, or not a whole one; it is then for <see cref="ReadingDecoder"/> to refuse.</returns>
    public static bool TryDecode(HubEvent hubEvent, out Gap gap) => SchemaBody.TryRead(hubEvent, Schema, TryRead, out gap);

    private static bool TryRead(JsonElement body, string deviceId, out Gap gap)
    {
        gap = default;
        if (!SchemaBody.TryCount(body, "fromBoot", out var fromBoot) || !SchemaBody.TryCount(body, "fromSeq", out var fromSeq)) return false;
        if (!SchemaBody.TryCount(body, "boot", out var boot) || !SchemaBody.TryCount(body, "seq", out var seq)) return false;
        if (!SchemaBody.TryCount(body, "count", out var count) || (fromBoot, fromSeq).CompareTo((boot, seq)) > 0) return false;
        gap = new Gap(fromBoot, fromSeq, boot, seq, count);
        return true;
    }
}
