using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>
/// Decodes <c>curve/1</c>: for each channel the knots of connected lines that lie within eps of every sample the device accepted. Each
/// sampling instant with a value becomes one reading.
/// </summary>
internal static class CurveDecoder
{
    /// <summary>What one message may become at most; the firmware closes a message there.</summary>
    public const int SamplesMax = 4_096;

    private const int DewPoint = 3; // the first of what is computed
    private const int IntervalMaxMs = 86_400_000;
    private const long StartMaxUnixMs = 253_402_300_799_999; // the last one that DateTimeOffset takes

    private static readonly ChannelRange[] Ranges = [.. ChannelRange.All, .. ChannelRange.Computed];

    /// <param name="body">The body, an object.</param>
    /// <param name="origin">A reading with what the event says.</param>
    /// <param name="readings">The readings in the order of their times, at least one, when the result is true.</param>
    /// <param name="refusal">Why not, when the result is false.</param>
    public static bool TryDecode(
        JsonElement body, Reading origin, [NotNullWhen(true)] out IReadOnlyList<Reading>? readings, out Refusal refusal)
    {
        readings = null;
        var fields = new BodyFields(body);
        if (!fields.TryReadOrigin(strict: true, out var numbers, out refusal)) return false;
        if (!fields.TryReadInteger("start", 0, StartMaxUnixMs, out var start, out refusal)) return false;
        if (!fields.TryReadInteger("interval", 1, IntervalMaxMs, out var interval, out refusal)) return false;
        if (!fields.TryReadInteger("samples", 1, SamplesMax, out var samples, out refusal)) return false;
        if (!fields.TryReadInteger("rejected", 0, int.MaxValue, out _, out refusal)) return false;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(start);
        var step = TimeSpan.FromMilliseconds(interval);
        if (!BodyFields.IsPlausible(time, out refusal) || !BodyFields.IsPlausible(time + ((samples - 1) * step), out refusal)) return false;
        if (!TryReadChannels(body, (int)samples, out var channels, out refusal) || !AreInRange(channels, out refusal)) return false;
        readings = Readings(origin with { EventTime = time, Boot = numbers.Boot, Seq = numbers.Seq }, step, channels);
        if (readings.Count == 0) refusal = new Refusal(RefusalReason.MissingValue, "neither temperature, humidity nor pressure");
        return readings.Count > 0;
    }

    /// <summary>Restores the channels, in the order of <see cref="Channel"/>, and then what was computed from them.</summary>
    internal static bool TryReadChannels(JsonElement body, int samples, out CurveChannel[] channels, out Refusal refusal)
    {
        refusal = default;
        channels = [.. Ranges.Select(range => new CurveChannel(range.Names[0], samples))];
        for (var index = 0; index < channels.Length; index++)
        {
            if (!body.TryGetProperty(Ranges[index].Names[0], out var curves)) continue;
            if (!channels[index].TryRead(curves, out refusal)) return false;
        }

        return true;
    }

    private static bool AreInRange(CurveChannel[] channels, out Refusal refusal)
    {
        refusal = default;
        for (var index = 0; index < channels.Length && refusal == default; index++)
        {
            var range = Ranges[index];
            foreach (var value in channels[index].Values)
                if (Unit(value) is { } number && (number < range.Minimum || number > range.Maximum)) refusal = range.Refuse(range.Names[0], number);
        }

        return refusal == default;
    }

    private static List<Reading> Readings(Reading first, TimeSpan step, CurveChannel[] channels)
    {
        var readings = new List<Reading>();
        for (var index = 0; index < channels[0].Values.Count; index++)
        {
            var reading = first with
            {
                Item = readings.Count,
                EventTime = first.EventTime + (index * step),
                Temperature = Unit(channels[(int)Channel.Temperature].Values[index]),
                Humidity = Unit(channels[(int)Channel.Humidity].Values[index]),
                Pressure = Unit(channels[(int)Channel.Pressure].Values[index]),
                DewPoint = Unit(channels[DewPoint].Values[index]),
                AbsoluteHumidity = Unit(channels[DewPoint + 1].Values[index]),
                SeaLevelPressure = Unit(channels[DewPoint + 2].Values[index]),
            };
            if (reading is not { Temperature: null, Humidity: null, Pressure: null }) readings.Add(reading);
        }

        return readings;
    }

    private static double? Unit(int? hundredths) => hundredths / 100.0;
}
