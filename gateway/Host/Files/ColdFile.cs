using System.Buffers;
using Gateway.Core.Routing.Files;
using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Files;

/// <summary>
/// A file of cold storage while it is written: out of sight under its own name until it is complete, then there at once. Not thread-safe.
/// </summary>
internal sealed class ColdFile : IDisposable
{
    private const string UnfinishedDirectory = "_unfinished";

    private readonly ColdFileName _names;
    private readonly string _root;
    private readonly int _partition;
    private readonly string _directory;
    private readonly string _target;
    private readonly string _unfinished;
    private readonly long _bytesMax;
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Begins a file that starts with a message, over what an earlier attempt left unfinished.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public ColdFile(FilesEndpointOptions options, ColdFileName names, int partition, StoredMessage first)
    {
        (_names, _root, _partition, _bytesMax) = (names, options.Directory, partition, options.MaxChunkBytes);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(first.Message.EnqueuedAtUnixMs);
        _directory = names.DirectoryOf(partition, time);
        _target = Path.Combine(_root, names.FileOf(partition, time, first.Offset));
        _unfinished = Path.Combine(_root, UnfinishedDirectory, FormattableString.Invariant($"{partition}.part"));
        Directory.CreateDirectory(Path.GetDirectoryName(_unfinished)!);
        _stream = new FileStream(_unfinished, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    /// <summary>How many messages it holds.</summary>
    public int Count { get; private set; }

    /// <summary>The offset of the newest message that it holds; 0 where it holds none.</summary>
    public long LastOffset { get; private set; }

    /// <summary>Adds a message.</summary>
    /// <returns>False where it belongs into the next file: this one is full, or another hour's. The first message always belongs.</returns>
    public bool TryAppend(StoredMessage message)
    {
        _line.ResetWrittenCount();
        ColdRecord.Write(_line, message);
        if (Count > 0 && (_stream.Position + _line.WrittenCount > _bytesMax || DirectoryOf(message) != _directory)) return false;
        _stream.Write(_line.WrittenSpan);
        (Count, LastOffset) = (Count + 1, message.Offset);
        return true;
    }

    /// <summary>Makes the file durable, with its name; one of the same name is replaced, as it holds the beginning of this one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Complete()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(_target)!);
        File.Move(_unfinished, _target, overwrite: true);
        DirectoryFlush.Flush(Path.GetDirectoryName(_target)!, _root);
    }

    public void Dispose() => _stream.Dispose();

    private string DirectoryOf(StoredMessage message) =>
        _names.DirectoryOf(_partition, DateTimeOffset.FromUnixTimeMilliseconds(message.Message.EnqueuedAtUnixMs));
}
