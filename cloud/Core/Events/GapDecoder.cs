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
    public static bool TryDecode(HubEvent hubEvent, out Gap gap)
    {
        gap = default;
        if (hubEvent.DeviceId is null || hubEvent.Properties.GetValueOrDefault("schema") != Schema) return false;
        try
        {
            using var body = JsonDocument.Parse(hubEvent.Body);
            return TryRead(body.RootElement, out gap);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // the latter: a name that holds half a surrogate pair, which System.Text.Json finds only when it reads it
        }
    }

    private static bool TryRead(JsonElement body, out Gap gap)
    {
        gap = default;
        if (!TryRead(body, "fromBoot", out var fromBoot) || !TryRead(body, "fromSeq", out var fromSeq)) return false;
        if (!TryRead(body, "boot", out var boot) || !TryRead(body, "seq", out var seq)) return false;
        if (!TryRead(body, "count", out var count) || (fromBoot, fromSeq).CompareTo((boot, seq)) > 0) return false;
        gap = new Gap(fromBoot, fromSeq, boot, seq, count);
        return true;
    }

    private static bool TryRead(JsonElement body, string name, out long value)
    {
        var member = LooseJson.Member(body, name);
        value = 0;
        return member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out value) && value is >= 1 and <= int.MaxValue;
    }
}
