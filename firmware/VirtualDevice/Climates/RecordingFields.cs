using System.Globalization;

namespace Firmware.VirtualDevice.Climates;

/// <summary>The fields of one row of a recording, as values.</summary>
internal readonly struct RecordingFields
{
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-ddTHH:mmK",
    ];

    private readonly RecordingColumns _columns;
    private readonly List<string> _fields;
    private readonly string _file;
    private readonly int _line;
    private readonly int _shift;

    /// <summary>Checks that the row is as wide as the header, or one wider: R gives its row names no column name.</summary>
    /// <param name="columns">Where the values are.</param>
    /// <param name="fields">The row.</param>
    /// <param name="width">The first row's number of fields, or null for the first row itself.</param>
    /// <param name="file">What to call the recording in errors.</param>
    /// <param name="line">The row's line, from 1.</param>
    public RecordingFields(RecordingColumns columns, List<string> fields, int? width, string file, int line)
    {
        (_columns, _fields, _file, _line) = (columns, fields, file, line);
        _shift = fields.Count - columns.Count;
        if (_shift is < 0 or > 1)
            throw new RecordingFormatException(file, line, $"{fields.Count} fields, but {columns.Count} column names");
        if (width is { } first && fields.Count != first)
            throw new RecordingFormatException(file, line, $"{fields.Count} fields, but {first} in the first row");
    }

    public DateTimeOffset Time() =>
        DateTimeOffset.TryParseExact(Text(_columns.Time), TimeFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Error(_columns.Time, "is not a time like 2015-02-04 17:51:00");

    public Conditions Conditions() => new(
        Number(_columns.Temperature, -40, 85),
        Number(_columns.Humidity, 0, 100),
        _columns.Pressure is null ? Recording.StandardPressureHPa : Number(_columns.Pressure, 300, 1100));

    public RecordingFormatException Error(Column column, string problem) =>
        new(_file, _line, $"column '{column.Name}': '{Text(column)}' {problem}");

    private string Text(Column column) => _fields[column.Index + _shift];

    // The range is the sensor's (BST-BME280-DS002, section 1): it could not have measured anything else.
    private double Number(Column column, double min, double max)
    {
        if (!double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            throw Error(column, "is not a number");
        if (value < min || value > max) throw Error(column, string.Create(CultureInfo.InvariantCulture, $"is outside [{min}, {max}]"));
        return value;
    }
}
