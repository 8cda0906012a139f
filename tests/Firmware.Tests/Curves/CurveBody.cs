using System.Text.Json;

namespace Firmware.Tests.Curves;

/// <summary>A decoder of curve/1 bodies, by tests/Contracts/README.md and not from the firmware.</summary>
internal static class CurveBody
{
    /// <summary>The values of a channel by instant; null where there is none.</summary>
    public static int?[] Decode(string body, string channel)
    {
        using var document = JsonDocument.Parse(body);
        var values = new int?[document.RootElement.GetProperty("samples").GetInt32()];
        if (!document.RootElement.TryGetProperty(channel, out var curves)) return values;
        if (curves.ValueKind == JsonValueKind.Object) Decode(curves, values);
        else foreach (var curve in curves.EnumerateArray()) Decode(curve, values);
        return values;
    }

    private static void Decode(JsonElement curve, int?[] values)
    {
        var (index, value) = (0, 0L);
        (int Index, int Value)? before = null;
        foreach (var (n, v) in curve.GetProperty("n").EnumerateArray().Zip(curve.GetProperty("v").EnumerateArray()))
        {
            index += n.GetInt32();
            value += v.GetInt64();
            var from = before ?? (index, checked((int)value));
            for (var at = from.Index; at <= index; at++) values[at] = CurveLine.ValueAt(from.Index, from.Value, index, checked((int)value), at);
            before = (index, checked((int)value));
        }
    }
}
