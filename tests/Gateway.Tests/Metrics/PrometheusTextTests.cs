using Gateway.Core.Metrics;

namespace Gateway.Tests.Metrics;

/// <summary>Prometheus, "Exposition formats", text-based format: comments, escapes, line feeds.</summary>
public sealed class PrometheusTextTests
{
    [Fact]
    public void A_metric_has_its_help_its_type_and_a_line_for_each_value()
    {
        var text = PrometheusText.Render(
        [
            new("http_requests_total", "The total number of HTTP requests.", MetricKind.Counter,
                new(1027, ("method", "post"), ("code", "200")), new(3, ("method", "post"), ("code", "400"))),
            new("clients", "Now", MetricKind.Gauge, new MetricSample(-1)),
        ]);

        Assert.Equal(
            "# HELP http_requests_total The total number of HTTP requests.\n# TYPE http_requests_total counter\n"
            + "http_requests_total{method=\"post\",code=\"200\"} 1027\nhttp_requests_total{method=\"post\",code=\"400\"} 3\n"
            + "# HELP clients Now\n# TYPE clients gauge\nclients -1\n",
            text);
    }

    [Fact]
    public void Backslashes_line_feeds_and_quotes_are_escaped_where_they_would_end_something()
    {
        var text = PrometheusText.Render([new("m", "a\\b\n\"c\"", MetricKind.Gauge, new MetricSample(1, ("path", "C:\\DIR\n\"x\"")))]);

        Assert.Equal("# HELP m a\\\\b\\n\"c\"\n# TYPE m gauge\nm{path=\"C:\\\\DIR\\n\\\"x\\\"\"} 1\n", text);
    }
}
