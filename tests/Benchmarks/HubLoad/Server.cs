using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.HubLoad;

/// <summary>A server under load: a child process with a port.</summary>
internal abstract class Server(Process process, int port) : IDisposable
{
    public int Port => port;

    /// <summary>Memory in use now, in bytes: VmRSS of proc(5).</summary>
    public long ResidentBytes => 1024 * long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
