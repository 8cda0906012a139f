using Microsoft.Extensions.Logging;

namespace Cloud.Functions.Invocations;

/// <summary>
/// Tells the pipeline the time at an interval of the injected clock. A round that fails is logged, and the next one starts from the
/// store. Thread-safe.
/// </summary>
internal sealed class IdleAdvance : IAsyncDisposable
{
    private readonly StreamPipeline _pipeline;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _timer;

    public IdleAdvance(StreamPipeline pipeline, TimeProvider clock, TimeSpan interval, ILogger log)
    {
        _pipeline = pipeline;
        _clock = clock;
        _log = log;
        _timer = clock.CreateTimer(_ => Advance(), null, interval, interval);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Advance()
    {
        var now = _clock.GetUtcNow();
        try
        {
            _pipeline.Advance(now);
        }
        catch (Exception error)
        {
            _log.AdvanceFailed(error, now);
        }
    }
}
