using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Storage;

/// <summary>Drops what is too old also while nothing arrives and nobody reads, once in each period.</summary>
internal sealed class RetentionSweep : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task> _sweep;
    private readonly PeriodicTimer _timer;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    public RetentionSweep(Func<CancellationToken, Task> sweep, TimeSpan period, TimeProvider clock, ILogger log)
    {
        (_sweep, _log, _timer) = (sweep, log, new PeriodicTimer(period, clock));
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _timer.Dispose();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_stopping.Token)) await SweepAsync();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await _sweep(_stopping.Token);
        }
        catch (SqliteException e)
        {
            _log.SweepFailed(e);
        }
    }
}
