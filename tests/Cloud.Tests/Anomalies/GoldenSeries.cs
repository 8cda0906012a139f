using System.Globalization;
using Support;

namespace Cloud.Tests.Anomalies;

/// <summary>One series of a golden file under tests/Contracts/anomalies: a header line that starts with # and the rows after it.</summary>
internal sealed record GoldenSeries(string Header, IReadOnlyList<double[]> Rows)
{
    public string Function => Header.Split(' ')[0];

    /// <summary>The value of <c>name=value</c> in the header, without its unit.</summary>
    public string Option(string name) =>
        Header.Split(' ').First(word => word.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..].TrimEnd('s');

    public double Number(string name) => Parse(Option(name));

    public static IReadOnlyList<GoldenSeries> Read(string file)
    {
        var series = new List<GoldenSeries>();
        foreach (var line in File.ReadLines(Repository.Contract("anomalies", file)))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) series.Add(new GoldenSeries(line[2..], new List<double[]>()));
            else ((List<double[]>)series[^1].Rows).Add(Array.ConvertAll(line.Split(','), Parse));
        }

        return [.. series.Where(one => one.Rows.Count > 0)];
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static TheoryData<string> Headers(string file) => new(Read(file).Select(series => series.Header));

    public static GoldenSeries Find(string file, string header) => Read(file).Single(series => series.Header == header);
}
