using Cloud.Core.Windows;
using Cloud.Functions.Storage;

namespace Cloud.Functions.Api;

/// <summary>The averages of one window (start, end] as the API shows them. Immutable.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="WindowSeconds">The window's length, s.</param>
/// <param name="End">The window's inclusive end.</param>
/// <param name="Temperature">°C, or null where the window holds no value.</param>
/// <param name="Humidity">%RH, or null where the window holds no value.</param>
/// <param name="Pressure">hPa, or null where the window holds no value.</param>
internal sealed record AverageView(
    string Device, double WindowSeconds, DateTimeOffset End, ChannelAverage? Temperature, ChannelAverage? Humidity, ChannelAverage? Pressure)
{
    /// <summary>Brings the rows of each window together, in the order in which the windows first appear.</summary>
    public static IEnumerable<AverageView> Of(IEnumerable<WindowRow> rows) => rows
        .GroupBy(row => (row.DeviceId, row.Size, row.End))
        .Select(window => Of(
            window.Key.DeviceId, window.Key.Size.TotalSeconds, window.Key.End,
            window.ToDictionary(row => ChannelNames.Of(row.Channel), row => new ChannelAverage(row.Count, row.Average, row.Minimum, row.Maximum))));

    /// <summary>The view of one window from its channels by name.</summary>
    public static AverageView Of(string device, double windowSeconds, DateTimeOffset end, IReadOnlyDictionary<string, ChannelAverage> channels) => new(
        device, windowSeconds, end,
        channels.GetValueOrDefault("temperature"), channels.GetValueOrDefault("humidity"), channels.GetValueOrDefault("pressure"));
}
