using Gateway.Core.StoreAndForward;
using Gateway.Host.Events;
using Gateway.Host.Routing;
using Gateway.Host.Storage;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Files;

/// <summary>
/// Writes one partition into files, one after the other: the checkpoint follows a file that is complete and durable. After a crash in
/// between, the same file is written again, so each message is in one file. Runs in one task.
/// </summary>
internal sealed class FilesConsumer(RoutedPartition partition, FilesContext context) : IDisposable
{
    private readonly RetryDelay _retry = new(context.Limits.EventRetryDelayMin, context.Limits.EventRetryDelayMax);
    private long _read = partition.Checkpoint.Offset;
    private int _failures;
    private ColdFile? _file;
    private DateTimeOffset _due;

    /// <summary>The newest offset that was written, or passed over; the checkpoint follows with the end of its file.</summary>
    public OffsetProgress Written { get; } = new(partition.Checkpoint.Offset);

    /// <summary>Writes until told to stop, and then completes what is open.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested) await TryStepAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is open is completed below.
        }

        if (_file is not null) await TryCompleteLastAsync();
    }

    public void Dispose() => _file?.Dispose();

    // A disk that cannot be written or a store that cannot be read: all since the checkpoint again, a little later.
    private async Task TryStepAsync(CancellationToken stopping)
    {
        try
        {
            await StepAsync(stopping);
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            context.Counters.CountFileFailure();
            context.Log.FileNotWritten(context.Options.Name, partition.Number, e);
        }

        _file?.Dispose();
        _file = null;
        _read = partition.Checkpoint.Offset;
        await Task.Delay(_retry.After(_failures++), context.Clock, stopping);
    }

    private async Task StepAsync(CancellationToken stopping)
    {
        var batch = await partition.ReadAfterAsync(_read, context.Limits.EventBatchMax, stopping);
        foreach (var message in batch.Messages) await AppendAsync(message, stopping);
        _read = batch.LastOffset;
        Written.Advance(_read);
        if (_file is null && _read > partition.Checkpoint.Offset) await SaveAsync(_read, stopping);
        if (batch.Read == 0) await WaitAsync(stopping);
        if (_file is not null && context.Clock.GetUtcNow() >= _due) await CompleteAsync(_read, stopping);
    }

    private async Task AppendAsync(StoredMessage message, CancellationToken stopping)
    {
        if (_file is not null && _file.TryAppend(message)) return;
        if (_file is not null) await CompleteAsync(_file.LastOffset, stopping);
        _file = new ColdFile(context.Options, context.Names, partition.Number, message);
        _due = DueAfter(message);
        _file.TryAppend(message);
    }

    // So long after the message came; for one that has waited longer than that already, after now.
    private DateTimeOffset DueAfter(StoredMessage first)
    {
        var now = context.Clock.GetUtcNow();
        var due = DateTimeOffset.FromUnixTimeMilliseconds(first.Message.EnqueuedAtUnixMs) + context.Options.BatchFrequency;
        return due > now ? due : now + context.Options.BatchFrequency;
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var newer = partition.WaitForNewerAsync(_read, ended.Token);
        var until = _file is null ? Timeout.InfiniteTimeSpan : Max(_due - context.Clock.GetUtcNow(), TimeSpan.Zero);
        await Task.WhenAny(newer, Task.Delay(until, context.Clock, ended.Token));
        await ended.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private async Task CompleteAsync(long offset, CancellationToken stopping)
    {
        var file = _file!;
        file.Complete();
        _file = null;
        await SaveAsync(offset, stopping);
        _failures = 0;
        context.Counters.CountFiled(file.Count);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private Task SaveAsync(long offset, CancellationToken stopping) => partition.SaveAsync(new Checkpoint(offset), stopping);

    private async Task TryCompleteLastAsync()
    {
        try
        {
            await CompleteAsync(_file!.LastOffset, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            // It is written again after the next start.
            context.Counters.CountFileFailure();
            context.Log.FileNotWritten(context.Options.Name, partition.Number, e);
        }
    }
}
