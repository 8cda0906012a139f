using Cloud.Core.Checkpoints;
using Cloud.Functions.Storage;

namespace Cloud.Functions.Invocations;

/// <summary>
/// A processor and the writer of its outputs, restored from one commit. They live and die together: when a commit fails the
/// processor has seen more than the store, so both are thrown away. Not thread-safe.
/// </summary>
internal sealed class StreamSession : IDisposable
{
    private readonly Processor _processor;
    private readonly StoreWriter _writer;

    private StreamSession(Processor processor, StoreWriter writer)
    {
        _processor = processor;
        _writer = writer;
    }

    /// <summary>Restores the processor as the last commit left it.</summary>
    /// <exception cref="IOException">The stored states are damaged, or of another version or other settings.</exception>
    public static StreamSession Restore(CloudDatabase database, Action? gate)
    {
        var (states, positions) = new CheckpointReader(database).Read();
        try
        {
            return new StreamSession(Processor.Restore(new ProcessorSettings(), states, positions), new StoreWriter(database, gate));
        }
        catch (FormatException error)
        {
            throw new IOException($"the store cannot be gone on with: {error.Message}; start with an empty data directory", error);
        }
    }

    /// <summary>Runs the processor and commits what it put out, if anything.</summary>
    /// <returns>What was committed.</returns>
    public ProcessorOutput Run(Func<Processor, ProcessorOutput> step)
    {
        var output = step(_processor);
        if (!output.IsEmpty) _writer.Commit(output);
        return output;
    }

    /// <summary>Keeps a request that was no batch.</summary>
    public void Refuse(ReadOnlyMemory<byte> body, string problem, DateTimeOffset now) => _writer.CommitRefusedRequest(body, problem, now);

    public void Dispose() => _writer.Dispose();
}
