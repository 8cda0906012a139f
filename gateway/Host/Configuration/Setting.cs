using System.Globalization;

namespace Gateway.Host.Configuration;

/// <summary>One setting as somebody wrote it.</summary>
/// <param name="Name">Under which name it was written: an option, an environment variable, or a key of the file.</param>
/// <param name="Value">What was written.</param>
internal sealed record Setting(string Name, string Value)
{
    /// <summary>The value as a whole number.</summary>
    /// <exception cref="GatewayStartException">It is none, or out of the range.</exception>
    public long Whole(long min, long max) =>
        long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Refused("whole number", $"one in the range {min} to {max}");

    /// <summary>The value as a duration longer than nothing.</summary>
    /// <exception cref="GatewayStartException">It is none.</exception>
    public TimeSpan Duration() =>
        // A number without colons would be days, which nobody expects.
        Value.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(Value, "c", CultureInfo.InvariantCulture, out var duration)
            && duration > TimeSpan.Zero
            ? duration
            : throw Refused("duration", "one such as 00:00:30 or 1.00:00:00 (days.hours:minutes:seconds)");

    /// <summary>Says that the value cannot be used.</summary>
    /// <param name="wanted">What it should be.</param>
    /// <param name="fix">What to give instead.</param>
    /// <param name="cause">What it failed with.</param>
    public GatewayStartException Refused(string wanted, string fix, Exception? cause = null) =>
        new($"{Name} '{Value}' is no {wanted}; give {fix}", cause);
}
