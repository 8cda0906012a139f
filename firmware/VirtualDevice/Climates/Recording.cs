namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// Reads a recording from a CSV file: a header with column names in any order and case, then rows in increasing time.
/// Columns: timestamp | datetime | date | time (ISO 8601, "T" or a blank between date and time, UTC unless it says so);
/// temperature | temp in °C; humidity in %RH; pressure in hPa, 1013.25 where the column is absent. Others are ignored.
/// R's write.table is understood: its header has no name for the leading column of row names.
/// </summary>
public static class Recording
{
    /// <summary>The most rows that are read.</summary>
    public const int RowsMax = 1_000_000;

    /// <summary>The pressure of a recording without that column, in hPa: the standard atmosphere (ISO 2533).</summary>
    public const double StandardPressureHPa = 1013.25;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The rows, at least one, in increasing time.</returns>
    /// <exception cref="RecordingFormatException">The content cannot be used; the message names file, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<RecordedRow> Load(string path)
    {
        using var reader = File.OpenText(path);
        return Read(reader, Path.GetFileName(path));
    }

    /// <summary>Reads from text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <returns>The rows, at least one, in increasing time.</returns>
    /// <exception cref="RecordingFormatException">The content cannot be used; the message names file, line and column.</exception>
    public static IReadOnlyList<RecordedRow> Read(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var fields = new List<string>();
        var columns = ReadHeader(reader, name, fields);
        var rows = new List<RecordedRow>();
        DateTimeOffset first = default;
        int? width = null;
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (rows.Count == RowsMax) throw new RecordingFormatException(name, line, $"more than {RowsMax} rows");
            Split(text, fields, name, line);
            var row = new RecordingFields(columns, fields, width, name, line);
            width ??= fields.Count;
            var time = row.Time();
            if (rows.Count == 0) first = time;
            else if (time - first <= rows[^1].Offset) throw row.Error(columns.Time, "is not later than the row before");
            rows.Add(new RecordedRow(time - first, row.Conditions()));
        }

        return rows.Count > 0 ? rows : throw new RecordingFormatException(name, 1, "there is no row after the header");
    }

    private static RecordingColumns ReadHeader(TextReader reader, string name, List<string> fields)
    {
        var header = reader.ReadLine();
        if (string.IsNullOrWhiteSpace(header)) throw new RecordingFormatException(name, 1, "there is no header with column names");
        Split(header, fields, name, 1);
        return RecordingColumns.Find(fields, name);
    }

    private static void Split(string text, List<string> fields, string name, int line)
    {
        if (!CsvLine.TrySplit(text, fields)) throw new RecordingFormatException(name, line, "a quoted field is not closed properly");
    }
}
