using System.Text;

namespace Firmware.VirtualDevice.Climates;

/// <summary>One line of comma-separated values.</summary>
internal static class CsvLine
{
    // RFC 4180, section 2: record = field *(COMMA field); a field may be quoted, a quote inside is doubled.
    // A quoted line break is not supported: a recording has numbers and times in it.

    /// <summary>Splits a line into fields, without their quotes and the blanks around unquoted ones.</summary>
    /// <returns>False when a quote is not closed, or something follows a closing quote.</returns>
    public static bool TrySplit(string line, List<string> fields)
    {
        fields.Clear();
        var at = 0;
        while (true)
        {
            if (!TryField(line, ref at, out var field)) return false;
            fields.Add(field);
            if (at == line.Length) return true;
            at++;
        }
    }

    // Leaves the position at the comma after the field, or at the line's end.
    private static bool TryField(string line, ref int at, out string field)
    {
        if (at < line.Length && line[at] == '"') return TryQuoted(line, ref at, out field);
        var comma = line.IndexOf(',', at);
        var end = comma < 0 ? line.Length : comma;
        field = line[at..end].Trim();
        at = end;
        return true;
    }

    private static bool TryQuoted(string line, ref int at, out string field)
    {
        var text = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"') text.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '"') text.Append(line[++at]);
            else break;
        }

        field = text.ToString();
        var closed = at < line.Length;
        if (closed) at++;
        return closed && (at == line.Length || line[at] == ',');
    }
}
