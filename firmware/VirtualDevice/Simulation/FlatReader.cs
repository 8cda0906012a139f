using System.Text.Json;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>Reads a flat/1 body back, without the firmware's own code. Pure.</summary>
internal static class FlatReader
{
    /// <summary>Reads a body.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="boot">The boot that made it.</param>
    /// <param name="sequence">Its number within the boot.</param>
    /// <returns>The readings.</returns>
    /// <exception cref="JsonException">It is not JSON, or a number is not one.</exception>
    public static ChannelValues Read(ReadOnlySpan<byte> utf8, out int boot, out int sequence)
    {
        var (temperature, humidity, pressure) = (ChannelValues.None, ChannelValues.None, ChannelValues.None);
        (boot, sequence) = (0, 0);
        var json = new Utf8JsonReader(utf8);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.ValueTextEquals("temperature"u8)) temperature = Hundredths(ref json);
            else if (json.ValueTextEquals("humidity"u8)) humidity = Hundredths(ref json);
            else if (json.ValueTextEquals("pressure"u8)) pressure = Hundredths(ref json);
            else if (json.ValueTextEquals("boot"u8)) boot = Whole(ref json);
            else if (json.ValueTextEquals("seq"u8)) sequence = Whole(ref json);
            else json.Skip();
        }

        return new ChannelValues(temperature, humidity, pressure);
    }

    private static int Hundredths(ref Utf8JsonReader json) =>
        json.Read() && json.TryGetDouble(out var value) ? (int)Math.Round(value * 100) : throw new JsonException("not a number");

    private static int Whole(ref Utf8JsonReader json) =>
        json.Read() && json.TryGetInt32(out var value) ? value : throw new JsonException("not a whole number");
}
