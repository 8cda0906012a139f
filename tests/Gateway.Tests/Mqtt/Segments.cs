using System.Buffers;

namespace Gateway.Tests.Mqtt;

/// <summary>Bytes cut into the segments of one sequence, as a pipe hands them over.</summary>
internal static class Segments
{
    public static ReadOnlySequence<byte> ByteByByte(byte[] bytes) => Of([.. bytes.Select(single => new[] { single })]);

    public static ReadOnlySequence<byte> CutAt(byte[] bytes, int at) => Of(bytes[..at], bytes[at..]);

    private static ReadOnlySequence<byte> Of(params byte[][] parts)
    {
        var first = new Segment(parts[0], 0);
        var last = parts.Skip(1).Aggregate(first, (segment, part) => segment.Append(part));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long runningIndex) => (Memory, RunningIndex) = (bytes, runningIndex);

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
