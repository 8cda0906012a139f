using System.Globalization;

namespace Cloud.Core.Events;

/// <summary>The physical range of a channel and the names its value goes by, the schema's own first.</summary>
internal sealed record ChannelRange(double Minimum, double Maximum, params string[] Names)
{
    /// <summary>°C: from absolute zero to what a thermocouple stands.</summary>
    public static readonly ChannelRange Temperature = new(-273.15, 2000, "temperature", "temp", "value");

    /// <summary>%RH.</summary>
    public static readonly ChannelRange Humidity = new(0, 100, "humidity");

    /// <summary>hPa: twice sea level's.</summary>
    public static readonly ChannelRange Pressure = new(0, 2000, "pressure");

    /// <summary>Every channel, in the order of <see cref="Channel"/>.</summary>
    public static readonly ChannelRange[] All = [Temperature, Humidity, Pressure];

    /// <summary>What devices compute from the channels, in the order in which curve/1 has it: °C, g/m³, hPa.</summary>
    public static readonly ChannelRange[] Computed =
        [new(-273.15, 2000, "dewPoint"), new(0, 2000, "absoluteHumidity"), new(0, 5000, "seaLevelPressure")];

    /// <summary>Why a number outside the range is not taken.</summary>
    public Refusal Refuse(string name, double number) => new(
        RefusalReason.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{name} {number} is outside [{Minimum}, {Maximum}]"));

    /// <summary>The names to look for: a strict schema has one, other devices any.</summary>
    public ReadOnlySpan<string> NamesFor(bool strict) => strict ? Names.AsSpan(0, 1) : Names;
}
