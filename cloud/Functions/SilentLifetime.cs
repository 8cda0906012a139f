using Microsoft.Extensions.Hosting;

namespace Cloud.Functions;

/// <summary>
/// Leaves Ctrl+C and SIGTERM to the program: several hosts share a process, and each stops when its owner disposes it. Thread-safe.
/// </summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
