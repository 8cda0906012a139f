using System.Net;
using Gateway.Core.Metrics;
using Gateway.Host;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// What a supervisor and a Prometheus server ask, over real HTTPS. Microsoft, "Access built-in metrics in Azure IoT Edge": the names.
/// </summary>
public sealed class HealthTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Metrics_count_what_devices_sent_and_who_is_connected()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        await kitchen.SendTelemetryAsync("kitchen", "21.5");
        await kitchen.SendTelemetryAsync("kitchen", "21.6");

        using var http = Client(gateway);
        using var answer = await http.GetAsync("/metrics");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(PrometheusText.ContentType, answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("# TYPE edgehub_messages_received_total counter", lines);
        Assert.Contains("edgehub_messages_received_total 2", lines);
        Assert.Contains("gateway_messages_stored_total 2", lines);
        Assert.Contains("edgehub_messages_sent_total{to=\"$upstream\"} 0", lines);
        Assert.Contains("edgehub_messages_dropped_total{reason=\"ttl_expiry\"} 0", lines);
        Assert.Contains("gateway_store_writable 1", lines);
        Assert.Contains($"edgehub_connected_clients {gateway.Counters.Connected}", lines);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_said_of_devices_or_keys()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        await kitchen.SendTelemetryAsync("kitchen", "21.5");
        using var http = Client(gateway);

        foreach (var path in new[] { "/healthz", "/readyz", "/metrics" })
        {
            var text = await http.GetStringAsync(path);
            Assert.DoesNotContain("kitchen", text, StringComparison.Ordinal);
            Assert.DoesNotContain(gateway.Host.EnrollmentGroupKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(_directory.Path, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_the_disk_fails_the_gateway_is_healthy_but_not_ready()
    {
        var fails = false;
        void Commit()
        {
            if (Volatile.Read(ref fails)) throw new SqliteException("disk /secret/path is full", SQLitePCL.raw.SQLITE_FULL);
        }

        await using var gateway = await RunningGateway.StartAsync(_directory, seams: new GatewaySeams { BeforeCommit = Commit });
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        using var http = Client(gateway);
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await AskAsync(http, "/readyz"));

        Volatile.Write(ref fails, true);
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => kitchen.SendTelemetryAsync("kitchen", "not stored"));

        var (status, text) = await AskAsync(http, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("/secret/path", text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "healthy\n"), await AskAsync(http, "/healthz"));
        var metrics = await http.GetStringAsync("/metrics");
        Assert.Contains("gateway_store_writable 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("edgehub_messages_unack_total{reason=\"storage_failure\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    public async Task They_are_there_to_be_read_only(string path)
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        using var http = Client(gateway);

        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        using var post = await http.PostAsync(path, null);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static HttpClient Client(RunningGateway gateway) => new(new SocketsHttpHandler { SslOptions = gateway.Tls() })
    {
        BaseAddress = new Uri($"https://localhost:{gateway.Host.HttpsPort}"),
        Timeout = RunningGateway.Patience,
    };
}
