using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.HubLoad;

/// <summary>Our gateway as its own process, as it is deployed: every setting at its default, every commit on the disk.</summary>
internal sealed partial class GatewayServer : Server
{
    private GatewayServer(Process process, int port)
        : base(process, port)
    {
    }

    public static GatewayServer Start(string dataDirectory)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["exec", Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll"), "--data", dataDirectory, "--port", "0"])
        {
            RedirectStandardOutput = true,
            FileName = "dotnet",
        };
        var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (Serving().Match(line) is not { Success: true } match) continue;
            // A full pipe would stop the gateway.
            _ = Task.Run(() => process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
            return new GatewayServer(process, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        throw new InvalidOperationException("the gateway did not start");
    }

    [GeneratedRegex("Serving devices on port ([0-9]+)")]
    private static partial Regex Serving();
}
