using System.Globalization;

namespace Cloud.LocalHost;

/// <summary>Spans of real time as people write them: <c>500ms</c>, <c>60s</c>, <c>10m</c>, <c>24h</c>.</summary>
public static class RealTime
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    /// <summary>Reads a span.</summary>
    /// <returns>False unless the text is a number of at least 0 and a unit, and the span is at most 1,000 days.</returns>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = default;
        foreach (var (unit, length) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            var number = text.AsSpan(0, text.Length - unit.Length);
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || !double.IsFinite(count)) continue;
            if (count * length.TotalDays > 1000) return false;
            span = count * length;
            return true;
        }

        return false;
    }
}
