using Microsoft.Extensions.Logging;

namespace Gateway.Host.Storage;

/// <summary>Whether the store can be written, as the last transaction showed. Told by the writer; asked by anybody.</summary>
internal sealed class StoreHealth(ILogger log)
{
    private string? _failure;

    /// <summary>Why it cannot be written, in one line; null while it can.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>A transaction of so many writes failed.</summary>
    public void Fail(int writes, Exception cause)
    {
        // A full disk fails every transaction: it is said once, not at each.
        if (Failure is null) log.StoreFails(writes, cause);
        else log.StoreStillFails(writes, cause.Message);
        Volatile.Write(ref _failure, cause.Message);
    }

    /// <summary>A transaction that wrote is on the disk.</summary>
    public void Recover()
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure) log.StoreRecovered(failure);
    }
}
