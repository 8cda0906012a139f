using System.Globalization;
using System.Text;

namespace Gateway.Core.Metrics;

/// <summary>Metrics as a Prometheus server reads them.</summary>
/// <remarks>Source: Prometheus, "Exposition formats", text-based format 0.0.4.</remarks>
public static class PrometheusText
{
    /// <summary>What the answer's Content-Type says.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Renders the metrics in their order.</summary>
    public static string Render(IEnumerable<MetricFamily> families)
    {
        ArgumentNullException.ThrowIfNull(families);
        var text = new StringBuilder();
        foreach (var family in families) Append(text, family);
        return text.ToString();
    }

    // # HELP name help LF  # TYPE name counter|gauge LF  { name [ { label="value" {, label="value"} } ] value LF }
    private static void Append(StringBuilder text, MetricFamily family)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {Escape(family.Help)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Name} {(family.Kind == MetricKind.Counter ? "counter" : "gauge")}\n");
        foreach (var sample in family.Samples)
            text.Append(CultureInfo.InvariantCulture, $"{family.Name}{Labels(sample)} {sample.Value}\n");
    }

    private static string Labels(MetricSample sample) => sample.Labels.Count == 0
        ? ""
        : "{" + string.Join(",", sample.Labels.Select(label => $"{label.Name}=\"{EscapeLabel(label.Value)}\"")) + "}";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeLabel(string text) => Escape(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
