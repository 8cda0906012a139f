using System.Collections.Concurrent;
using System.Diagnostics;

namespace EndToEnd.Tests;

/// <summary>The local host as its users run it: a process of its own, with arguments, output and an exit code.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _dashboard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalHostProcess(IEnumerable<string> arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cloud.LocalHost.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything it has printed so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts it on free ports and its own data directory.</summary>
    public static LocalHostProcess Start(string dataDirectory, params string[] arguments) =>
        new(["--data", dataDirectory, "--port", "0", "--mqtt-port", "0", .. arguments]);

    /// <summary>Starts it with exactly these arguments.</summary>
    public static LocalHostProcess StartExactly(params string[] arguments) => new(arguments);

    /// <summary>The dashboard's address, once it has been printed.</summary>
    public async Task<Uri> DashboardAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_dashboard.Task, ended).WaitAsync(Patience) == ended)
            Assert.Fail($"the local host ended with {_process.ExitCode} before it served a page:\n{Output}");
        return await _dashboard.Task;
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        await _process.WaitForExitAsync().WaitAsync(within ?? Patience);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ctrl+C, as a terminal sends it.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["dashboard", var address, ..]) _dashboard.TrySetResult(new Uri(address));
    }
}
