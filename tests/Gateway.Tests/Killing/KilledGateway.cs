using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Killing;

/// <summary>The gateway as a process of its own, which can be killed as no program expects it: SIGKILL.</summary>
internal sealed partial class KilledGateway
{
    private readonly Process _process;
    private readonly Task _logging;
    private bool _isKilled;

    private KilledGateway(Process process, int port)
    {
        (_process, Port) = (process, port);
        // A full pipe would stop the gateway.
        _logging = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>The port on which devices are served.</summary>
    public int Port { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    /// <param name="dataDirectory">Its store, which earlier ones may have left in any state.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="events">Where it delivers.</param>
    public static async Task<KilledGateway> StartAsync(string dataDirectory, int port, Uri events)
    {
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll"), "--data", dataDirectory, "--https-port", "0",
            "--port", port.ToString(CultureInfo.InvariantCulture), "--events-url", events.ToString(),
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (Serving().Match(line) is { Success: true } match)
                return new KilledGateway(process, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        throw new InvalidOperationException("the gateway did not start");
    }

    /// <summary>Kills it: SIGKILL, which runs no handler and flushes nothing. A second time changes nothing.</summary>
    public async Task KillAsync()
    {
        if (_isKilled) return;
        _isKilled = true;
        _process.Kill();
        await _process.WaitForExitAsync();
        await _logging;
        _process.Dispose();
    }

    [GeneratedRegex("Serving devices on port ([0-9]+)")]
    private static partial Regex Serving();
}
