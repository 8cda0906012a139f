using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cloud.Functions.Api;

/// <summary>
/// Reads the parameters of a request. The first that is wrong is remembered in <see cref="Error"/>, and so is one that nobody asked
/// for; the values read after it are of no use. Not thread-safe.
/// </summary>
internal sealed class QueryParser(IQueryCollection query)
{
    /// <summary>The longest device id that IoT Hub takes, in characters.</summary>
    private const int DeviceLengthMax = 128;

    /// <summary>What a device id may hold besides letters and digits (IoT Hub's identity registry).</summary>
    private const string DevicePunctuation = "-.%_#*?!(),:=@$'+";

    private readonly List<string> _asked = [];

    /// <summary>What is wrong, or null while nothing is.</summary>
    public ApiError? Error { get; private set; }

    /// <summary>A device's id.</summary>
    public string? Device()
    {
        if (Text("device") is not { } device) return null;
        if (device.Length is > 0 and <= DeviceLengthMax && device.All(c => char.IsAsciiLetterOrDigit(c) || DevicePunctuation.Contains(c)))
            return device;
        return Fail<string>("device", $"'device' must be 1 to {DeviceLengthMax} ASCII letters, digits or {DevicePunctuation}");
    }

    /// <summary>A device's id that must be there.</summary>
    public string RequiredDevice() => Device() ?? Fail<string>("device", "'device' is needed: one of the ids of /api/overview") ?? "";

    /// <summary>A range of times and a number of rows: <c>from</c>, <c>to</c>, <c>limit</c>.</summary>
    public TimeRange Range()
    {
        var from = UnixMs("from") ?? long.MinValue;
        var to = UnixMs("to") ?? long.MaxValue;
        if (from > to) Fail<string>("from", "'from' must not be after 'to'");
        return new TimeRange(from, to, Limit());
    }

    /// <summary>A window's length: <c>30s</c>, <c>5m</c>, <c>1h</c>.</summary>
    public TimeSpan Window()
    {
        const string Expected = "'window' is needed: a length such as 30s or 5m";
        if (Text("window") is not { Length: > 1 } text) return Fail("window", Expected, TimeSpan.Zero);
        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return unit > 0 && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? TimeSpan.FromSeconds((double)count * unit)
            : Fail("window", Expected, TimeSpan.Zero);
    }

    /// <summary>Which alerts: <c>state=all</c>, <c>open</c> or <c>resolved</c>; all where it is absent.</summary>
    public AlertFilter Alerts() => Text("state") switch
    {
        null or "all" => AlertFilter.All,
        "open" => AlertFilter.Open,
        "resolved" => AlertFilter.Resolved,
        _ => Fail("state", "'state' must be all, open or resolved", AlertFilter.All),
    };

    /// <summary>To be called last.</summary>
    /// <returns>Whether every parameter was asked for and right.</returns>
    public bool IsValid()
    {
        foreach (var name in query.Keys)
            if (!_asked.Contains(name)) Fail<string>(name, $"'{name}' is not known here; the parameters are: {string.Join(", ", _asked.Order())}");
        return Error is null;
    }

    private int Limit()
    {
        if (Text("limit") is not { } text) return TimeRange.LimitDefault;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= TimeRange.LimitMax
            ? limit
            : Fail("limit", $"'limit' must be a whole number from 1 to {TimeRange.LimitMax}", 0);
    }

    private long? UnixMs(string name)
    {
        if (Text(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unixMs)) return unixMs;
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Style, out var time)
            ? time.ToUnixTimeMilliseconds()
            : Fail<long?>(name, $"'{name}' must be a time such as 2026-11-20T09:00:00Z, or Unix milliseconds", null);
    }

    private string? Text(string name)
    {
        _asked.Add(name);
        var values = query[name];
        return values.Count switch
        {
            0 => null,
            1 when values[0] is { Length: > 0 } text => text,
            1 => Fail<string>(name, $"'{name}' is empty"),
            _ => Fail<string>(name, $"'{name}' is given {values.Count} times; once is enough"),
        };
    }

    private T? Fail<T>(string parameter, string message, T? value = default)
    {
        Error ??= new ApiError(parameter, message);
        return value;
    }
}
