using System.Globalization;

namespace Gateway.Core.Routing.Files;

/// <summary>
/// How files of cold storage are called: a pattern with IoT Hub's tokens, and the offset of the first message behind it, so that no file
/// takes another's place and one that is written again takes its own. Immutable, so safe for use by several threads.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Use IoT Hub message routing …", on storage as a routing endpoint. There the default is
/// <c>{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}</c>; ours begins with the year, so that the order of the names is that of the time.
/// </remarks>
public sealed class ColdFileName
{
    /// <summary>The pattern where none is given.</summary>
    public const string DefaultPattern = "year={YYYY}/month={MM}/day={DD}/hour={HH}/{mm}-{partition}";

    private static readonly string[] Required = ["{partition}", "{YYYY}", "{MM}", "{DD}", "{HH}", "{mm}"];

    private readonly string _hub;

    /// <summary>Takes a pattern.</summary>
    /// <param name="pattern">A relative path with slashes; every token but {iothub} must be in it.</param>
    /// <param name="hub">What stands for {iothub}: the gateway's host name.</param>
    /// <exception cref="FormatException">It is no pattern; the message says what must change.</exception>
    public ColdFileName(string pattern, string hub)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (Fault(pattern) is { } fault) throw new FormatException(fault);
        (Pattern, _hub) = (pattern, hub);
    }

    /// <summary>The pattern.</summary>
    public string Pattern { get; }

    /// <summary>The directory of a message's time and partition; messages of different ones never share a file.</summary>
    public string DirectoryOf(int partition, DateTimeOffset time) => Path.GetDirectoryName(Fill(partition, time)) ?? "";

    /// <summary>The file that begins with a message.</summary>
    /// <param name="partition">Its partition.</param>
    /// <param name="time">When it was enqueued.</param>
    /// <param name="offset">Its offset.</param>
    public string FileOf(int partition, DateTimeOffset time, long offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{Fill(partition, time)}-{offset}.json");

    private string Fill(int partition, DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return Pattern.Replace("{iothub}", _hub, StringComparison.Ordinal)
            .Replace("{partition}", partition.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{YYYY}", utc.ToString("yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{MM}", utc.ToString("MM", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{DD}", utc.ToString("dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{HH}", utc.ToString("HH", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{mm}", utc.ToString("mm", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string? Fault(string pattern)
    {
        if (Array.Find(Required, token => !pattern.Contains(token, StringComparison.Ordinal)) is { } missing)
            return $"must hold {missing}, as in {DefaultPattern}";
        var steps = pattern.Split('/');
        if (steps.Any(step => step is "" or "." or "..") || pattern.Contains('\\', StringComparison.Ordinal))
            return "must be a relative path with '/' between names, without '.' and '..'";
        return null;
    }
}
