namespace Firmware.VirtualDevice.Climates;

/// <summary>Which columns of a recording hold what. Immutable.</summary>
/// <param name="Count">How many names the header has.</param>
/// <param name="Time">The time's column.</param>
/// <param name="Temperature">The temperature's column.</param>
/// <param name="Humidity">The humidity's column.</param>
/// <param name="Pressure">The pressure's column, or null where there is none.</param>
internal sealed record RecordingColumns(int Count, Column Time, Column Temperature, Column Humidity, Column? Pressure)
{
    /// <summary>Finds the columns by their names.</summary>
    /// <exception cref="RecordingFormatException">One is missing.</exception>
    public static RecordingColumns Find(List<string> header, string file) => new(
        header.Count,
        Required(header, file, "timestamp", "datetime", "date", "time"),
        Required(header, file, "temperature", "temp"),
        Required(header, file, "humidity"),
        Optional(header, "pressure"));

    private static Column Required(List<string> header, string file, params string[] names) =>
        Optional(header, names) ?? throw new RecordingFormatException(
            file, 1, $"no column '{string.Join("' or '", names)}'; there are: {string.Join(", ", header)}");

    // The first of the names that the header has, not the header's first: "timestamp" is surer than "time".
    private static Column? Optional(List<string> header, params string[] names) => names
        .Select(name => header.FindIndex(column => column.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)))
        .Where(index => index >= 0)
        .Select(index => new Column(index, header[index]))
        .FirstOrDefault();
}
