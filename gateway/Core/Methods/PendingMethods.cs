using System.Collections.Concurrent;
using System.Globalization;

namespace Gateway.Core.Methods;

/// <summary>The method calls of one connection that have no answer yet, by their request id. Thread-safe.</summary>
internal sealed class PendingMethods
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<MethodResult>> _pending = new(StringComparer.Ordinal);
    private long _lastId;

    /// <summary>Opens a call.</summary>
    /// <returns>Its request id, in hexadecimal as the hub writes it, and what completes with the answer.</returns>
    public (string RequestId, Task<MethodResult> Answer) Open()
    {
        var id = Interlocked.Increment(ref _lastId).ToString("x", CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<MethodResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        return (id, answer.Task);
    }

    /// <summary>Takes the device's answer; one to a call that is unknown or over is ignored, as it comes too late.</summary>
    public void Answer(string requestId, int status, ReadOnlyMemory<byte> payload)
    {
        if (_pending.TryRemove(requestId, out var answer)) answer.TrySetResult(new MethodResult.Answered(status, payload));
    }

    /// <summary>Gives a call up.</summary>
    public void Forget(string requestId) => _pending.TryRemove(requestId, out _);

    /// <summary>The connection ended: nobody will answer what is open.</summary>
    public void Close()
    {
        foreach (var id in _pending.Keys)
            if (_pending.TryRemove(id, out var answer)) answer.TrySetResult(new MethodResult.NotOnline());
    }
}
