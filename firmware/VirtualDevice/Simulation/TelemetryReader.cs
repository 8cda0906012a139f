using System.Text.Json;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// Reads the bodies flat/1 and curve/1 back into samples, by what they say and without the firmware's own code. Used by one thread
/// at a time.
/// </summary>
internal sealed class TelemetryReader
{
    private ChannelValues[] _samples = new ChannelValues[64];

    /// <summary>The boot that made the body.</summary>
    public int Boot { get; private set; }

    /// <summary>The body's number within the boot.</summary>
    public int Sequence { get; private set; }

    /// <summary>The time of the first instant, in Unix ms; curve/1 only.</summary>
    public long StartUnixMs { get; private set; }

    /// <summary>The samples that have at least one channel, in the order of time; valid until the next body is read.</summary>
    public ReadOnlySpan<ChannelValues> Samples => _samples.AsSpan(0, Count);

    private int Count { get; set; }

    /// <summary>Reads a body of flat/1: one object, one sample.</summary>
    /// <exception cref="JsonException">It is not JSON, or a number is not one.</exception>
    public void ReadFlat(ReadOnlySpan<byte> utf8)
    {
        var (temperature, humidity, pressure) = (ChannelValues.None, ChannelValues.None, ChannelValues.None);
        var json = new Utf8JsonReader(utf8);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.ValueTextEquals("temperature"u8)) temperature = Hundredths(ref json);
            else if (json.ValueTextEquals("humidity"u8)) humidity = Hundredths(ref json);
            else if (json.ValueTextEquals("pressure"u8)) pressure = Hundredths(ref json);
            else if (json.ValueTextEquals("boot"u8)) Boot = Whole(ref json);
            else if (json.ValueTextEquals("seq"u8)) Sequence = Whole(ref json);
            else json.Skip();
        }

        _samples[0] = new ChannelValues(temperature, humidity, pressure);
        Count = 1;
    }

    /// <summary>Reads boot and sequence of a body that holds no samples.</summary>
    /// <exception cref="JsonException">It is not JSON, or a number is not one.</exception>
    public void ReadNumbers(ReadOnlySpan<byte> utf8)
    {
        Count = 0;
        var json = new Utf8JsonReader(utf8);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.ValueTextEquals("boot"u8)) Boot = Whole(ref json);
            else if (json.ValueTextEquals("seq"u8)) Sequence = Whole(ref json);
            else json.Skip();
        }
    }

    /// <summary>Reads a body of curve/1: for each channel a curve, or an array of curves between gaps.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A member is missing or of another type.</exception>
    public void ReadCurve(ReadOnlyMemory<byte> utf8)
    {
        using var json = JsonDocument.Parse(utf8);
        var body = json.RootElement;
        (Boot, Sequence) = (body.GetProperty("boot").GetInt32(), body.GetProperty("seq").GetInt32());
        StartUnixMs = body.GetProperty("start").GetInt64();
        Count = body.GetProperty("samples").GetInt32();
        if (Count > _samples.Length) _samples = new ChannelValues[Count];
        Array.Fill(_samples, ChannelValues.Absent, 0, Count);
        foreach (var line in Lines(body, "temperature"))
            for (var n = line.FromN; n <= line.ToN; n++) _samples[n] = _samples[n] with { Temperature = line.At(n) };
        foreach (var line in Lines(body, "humidity"))
            for (var n = line.FromN; n <= line.ToN; n++) _samples[n] = _samples[n] with { Humidity = line.At(n) };
        foreach (var line in Lines(body, "pressure"))
            for (var n = line.FromN; n <= line.ToN; n++) _samples[n] = _samples[n] with { Pressure = line.At(n) };
        LeaveOutAbsent();
    }

    private static IEnumerable<CurveLine> Lines(JsonElement body, string channel)
    {
        if (!body.TryGetProperty(channel, out var curves)) return [];
        return curves.ValueKind == JsonValueKind.Array ? curves.EnumerateArray().SelectMany(Lines) : Lines(curves);
    }

    // The knots come as increments; a curve of a single knot is a line from there to there.
    private static IEnumerable<CurveLine> Lines(JsonElement curve)
    {
        var (n, v, isFirst) = (0, 0L, true);
        foreach (var (step, change) in curve.GetProperty("n").EnumerateArray().Zip(curve.GetProperty("v").EnumerateArray()))
        {
            var (toN, toV) = (n + step.GetInt32(), v + change.GetInt64());
            yield return isFirst ? new CurveLine(toN, toV, toN, toV) : new CurveLine(n, v, toN, toV);
            (n, v, isFirst) = (toN, toV, false);
        }
    }

    // An instant without any channel was no sample.
    private void LeaveOutAbsent()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
            if (!_samples[i].IsAbsent) _samples[kept++] = _samples[i];
        Count = kept;
    }

    private static int Hundredths(ref Utf8JsonReader json) =>
        json.Read() && json.TryGetDouble(out var value) ? (int)Math.Round(value * 100) : throw new JsonException("not a number");

    private static int Whole(ref Utf8JsonReader json) =>
        json.Read() && json.TryGetInt32(out var value) ? value : throw new JsonException("not a whole number");
}
