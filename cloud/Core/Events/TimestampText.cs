using System.Globalization;

namespace Cloud.Core.Events;

/// <summary>Timestamps as devices write them: ISO 8601 with Z, an offset (<c>+01:00</c>, <c>+0000</c>) or none, which means UTC.</summary>
internal static class TimestampText
{
    private const int FractionDigitsMax = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
    ];

    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        WithoutNanoseconds(text.Trim()),
        Formats,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out time);

    /// <summary>Unix time in seconds or milliseconds, told apart by size: 1e11 s is the year 5138, 1e11 ms is 1973.</summary>
    public static bool TryParseUnix(double value, out DateTimeOffset time)
    {
        var milliseconds = Math.Abs(value) < 1e11 ? value * 1000 : value;
        var inRange = Math.Abs(milliseconds) < 1e14;
        time = inRange ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(milliseconds)) : default;
        return inRange;
    }

    /// <summary>Cuts a fraction of a second to the seven digits that ticks can hold.</summary>
    private static string WithoutNanoseconds(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        var digits = end - point - 1;
        return digits <= FractionDigitsMax ? text : text.Remove(point + 1 + FractionDigitsMax, digits - FractionDigitsMax);
    }
}
