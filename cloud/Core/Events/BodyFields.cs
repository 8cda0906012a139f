using System.Globalization;
using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>The members of a telemetry body, each read or refused by name.</summary>
internal readonly struct BodyFields(JsonElement root)
{
    /// <summary>One sample in one message.</summary>
    public const string FlatSchema = "flat/1";

    /// <summary>Many samples in one message, as curves.</summary>
    public const string CurveSchema = "curve/1";

    private static readonly DateTimeOffset TimeMin = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset TimeEnd = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] TimeNames = ["timestamp", "time", "datetime"];

    /// <summary>Reads the schema that the body, or else the message's property, names.</summary>
    /// <param name="hubEvent">The event.</param>
    /// <param name="schema">The schema, or null where none is named.</param>
    /// <param name="refusal">Why not, when the result is false.</param>
    public bool TryReadSchema(HubEvent hubEvent, out string? schema, out Refusal refusal)
    {
        schema = null;
        refusal = default;
        if (root.ValueKind != JsonValueKind.Object)
        {
            refusal = new Refusal(RefusalReason.InvalidJson, $"the body is {root.ValueKind}, not an object");
            return false;
        }

        schema = root.TryGetProperty("schema", out var named) ? LooseJson.Text(named) : hubEvent.Properties.GetValueOrDefault("schema");
        if (schema is null or FlatSchema or CurveSchema) return true;
        refusal = new Refusal(RefusalReason.UnknownSchema, $"schema '{Short(schema)}' is neither {FlatSchema} nor {CurveSchema}");
        return false;
    }

    /// <summary>Reads the event time, to the whole millisecond.</summary>
    /// <param name="fallback">The time of a body without one, or null where the schema demands one.</param>
    /// <param name="time">The event time, UTC.</param>
    /// <param name="refusal">Why not, when the result is false.</param>
    public bool TryReadTime(DateTimeOffset? fallback, out DateTimeOffset time, out Refusal refusal)
    {
        refusal = default;
        if (!TryFind(TimeNames, out var name, out var value))
        {
            time = fallback ?? default;
            if (fallback is null) refusal = new Refusal(RefusalReason.MissingValue, "no timestamp");
        }
        else if (!TryParseTime(value, out time))
        {
            refusal = new Refusal(RefusalReason.InvalidTime, $"{name} '{Short(LooseJson.Text(value))}' is neither ISO 8601 nor Unix time");
        }

        time = DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
        return refusal == default && IsPlausible(time, out refusal);
    }

    /// <summary>Whether a clock that was set can show the time.</summary>
    public static bool IsPlausible(DateTimeOffset time, out Refusal refusal)
    {
        var plausible = time >= TimeMin && time < TimeEnd;
        refusal = plausible
            ? default
            : new Refusal(RefusalReason.ImplausibleTime, $"{time:yyyy-MM-dd'T'HH:mm:ss}Z is outside [2010, 2100)");
        return plausible;
    }

    /// <summary>Reads an integer that the schema demands.</summary>
    public bool TryReadInteger(string name, long minimum, long maximum, out long number, out Refusal refusal)
    {
        number = 0;
        refusal = default;
        if (!root.TryGetProperty(name, out var value))
            refusal = new Refusal(RefusalReason.MissingValue, $"no {name}");
        else if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out number) || number < minimum || number > maximum)
            refusal = new Refusal(
                RefusalReason.OutOfRange, $"{name} '{Short(LooseJson.Text(value))}' is not an integer in [{minimum}, {maximum}]");
        return refusal == default;
    }

    public bool TryReadChannels(
        bool strict, out (double? Temperature, double? Humidity, double? Pressure) channels, out Refusal refusal)
    {
        channels = default;
        if (!TryReadChannel(ChannelRange.Temperature, strict, out channels.Temperature, out refusal)) return false;
        if (!TryReadChannel(ChannelRange.Humidity, strict, out channels.Humidity, out refusal)) return false;
        if (!TryReadChannel(ChannelRange.Pressure, strict, out channels.Pressure, out refusal)) return false;
        if (channels == default) refusal = new Refusal(RefusalReason.MissingValue, "neither temperature, humidity nor pressure");
        return channels != default;
    }

    /// <summary>Reads what the device computed from its channels, as flat/1 has it.</summary>
    public bool TryReadComputed(out (double? DewPoint, double? AbsoluteHumidity, double? SeaLevelPressure) computed, out Refusal refusal)
    {
        computed = default;
        return TryReadChannel(ChannelRange.Computed[0], strict: true, out computed.DewPoint, out refusal)
            && TryReadChannel(ChannelRange.Computed[1], strict: true, out computed.AbsoluteHumidity, out refusal)
            && TryReadChannel(ChannelRange.Computed[2], strict: true, out computed.SeaLevelPressure, out refusal);
    }

    /// <summary>Reads boot and seq, which flat/1 demands; other devices may mean anything by these names.</summary>
    public bool TryReadOrigin(bool strict, out (long? Boot, long? Seq) origin, out Refusal refusal)
    {
        origin = default;
        refusal = default;
        return !strict || (TryReadCount("boot", out origin.Boot, out refusal) && TryReadCount("seq", out origin.Seq, out refusal));
    }

    private bool TryReadCount(string name, out long? count, out Refusal refusal)
    {
        count = null;
        refusal = default;
        if (!root.TryGetProperty(name, out var value)) refusal = new Refusal(RefusalReason.MissingValue, $"no {name}");
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0) count = number;
        else refusal = new Refusal(RefusalReason.OutOfRange, $"{name} '{Short(LooseJson.Text(value))}' is not a count");
        return count is not null;
    }

    private bool TryReadChannel(ChannelRange channel, bool strict, out double? value, out Refusal refusal)
    {
        value = null;
        refusal = default;
        if (!TryFind(channel.NamesFor(strict), out var name, out var element)) return true;
        if (element.ValueKind == JsonValueKind.Null) return true;
        if (!TryParseNumber(element, strict, out var number))
            refusal = new Refusal(RefusalReason.NotANumber, $"{name} '{Short(LooseJson.Text(element))}' is not a number");
        else if (!(number >= channel.Minimum && number <= channel.Maximum))
            refusal = channel.Refuse(name, number);
        else value = number;
        return refusal == default;
    }

    private bool TryFind(ReadOnlySpan<string> names, out string name, out JsonElement value)
    {
        foreach (var candidate in names)
        {
            if (!root.TryGetProperty(candidate, out value)) continue;
            name = candidate;
            return true;
        }

        (name, value) = ("", default);
        return false;
    }

    /// <summary>Numbers as JSON writes them; outside flat/1 also as text ("21.5"), but NaN in no spelling.</summary>
    private static bool TryParseNumber(JsonElement value, bool strict, out double number)
    {
        number = double.NaN;
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetDouble(out number);
        return !strict
            && value.ValueKind == JsonValueKind.String
            && double.TryParse(LooseJson.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && !double.IsNaN(number);
    }

    private static bool TryParseTime(JsonElement value, out DateTimeOffset time)
    {
        time = default;
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetDouble(out var unix) && TimestampText.TryParseUnix(unix, out time);
        return value.ValueKind == JsonValueKind.String && TimestampText.TryParse(LooseJson.Text(value), out time);
    }

    /// <summary>At most 40 characters of what a stranger sent.</summary>
    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
