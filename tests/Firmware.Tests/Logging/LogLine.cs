using System.Text.Json;
using System.Text.RegularExpressions;

namespace Firmware.Tests.Logging;

/// <summary>A line of the serial log, taken apart as a tool on the other end of the cable would: `uptimeMs level area message key=value ...`.</summary>
internal sealed partial record LogLine(long UptimeMs, string Level, string Area, string Message, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Takes a line apart.</summary>
    /// <exception cref="FormatException">It is not such a line.</exception>
    public static LogLine Parse(string line)
    {
        var match = Line().Match(line);
        if (!match.Success) throw new FormatException($"not a line of the log: {line}");
        var values = match.Groups["key"].Captures.Zip(match.Groups["value"].Captures, (key, value) => (key.Value, Value: Unquoted(value.Value)));
        return new LogLine(
            long.Parse(match.Groups["uptime"].ValueSpan),
            match.Groups["level"].Value,
            match.Groups["area"].Value,
            match.Groups["message"].Value,
            values.ToDictionary(pair => pair.Item1, pair => pair.Value, StringComparer.Ordinal));
    }

    private static string Unquoted(string value) => value.StartsWith('"') ? JsonSerializer.Deserialize<string>(value)! : value;

    [GeneratedRegex(
        """^(?<uptime>\d+) (?<level>debug|info|warning|error) (?<area>[a-z]+) (?<message>[a-zA-Z][^\x00-\x1F="]*?)( (?<key>[a-z][A-Za-z0-9]*)=(?<value>[^\s"=]+|"([^"\\\x00-\x1F]|\\.)*"))*$""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
