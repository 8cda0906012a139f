using System.Globalization;
using System.Text.Json;

namespace Benchmarks.HubLoad;

/// <summary>mqload: a load generator in C that plays many devices over MQTT and TLS in one process.</summary>
/// <param name="program">The compiled program.</param>
/// <param name="credentials">A file with a line for each device.</param>
internal sealed class LoadTool(string program, string credentials)
{
    private const int BodyBytes = 100;

    /// <summary>Compiles it from its one source file.</summary>
    public static string Compile(string compiler, string source, Folder folder)
    {
        var program = folder.File("mqload");
        Folder.Run(compiler, "-O2", "-w", "-o", program, source, "-lssl", "-lcrypto", "-lpthread");
        return program;
    }

    /// <summary>QoS 1 over TLS with 100-byte bodies, up to 100 unacknowledged for each connection.</summary>
    /// <param name="server">Who takes it.</param>
    /// <param name="connections">How many devices.</param>
    /// <param name="messages">Messages of each device.</param>
    /// <param name="perSecond">All devices' rate together; null for as fast as it goes.</param>
    /// <param name="first">The first device's number.</param>
    public LoadResult Run(Server server, int connections, int messages, double? perSecond = null, int first = 0)
    {
        string[] arguments =
        [
            "-h", "127.0.0.1", "-p", Text(server.Port), "--tls", "-U", credentials, "-q", "1", "-s", Text(BodyBytes),
            "-n", Text(connections), "-m", Text(messages), "-f", Text(first),
        ];
        if (perSecond is { } rate) arguments = [.. arguments, "-r", Text(rate)];
        var before = server.ProcessorTime;
        using var result = JsonDocument.Parse(Folder.Run(program, arguments));
        var root = result.RootElement;
        if (root.GetProperty("fails").GetInt64() != 0) throw new InvalidOperationException($"connections failed: {root}");
        return new LoadResult(
            root.GetProperty("connect_s").GetDouble(),
            root.GetProperty("msg_per_s").GetDouble(),
            root.GetProperty("puback_p50_ms").GetDouble(),
            root.GetProperty("puback_p99_ms").GetDouble(),
            (server.ProcessorTime - before) / ((double)connections * messages));
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a run of mqload measured.</summary>
internal sealed record LoadResult(double ConnectSeconds, double PerSecond, double MedianMs, double Percentile99Ms, TimeSpan ProcessorTimeEach);
