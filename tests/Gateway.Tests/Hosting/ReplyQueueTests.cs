using System.Buffers;
using System.IO.Pipelines;
using Gateway.Core.Sessions;
using Gateway.Host.Connections;
using Microsoft.AspNetCore.Connections;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>Replies that cannot go, and the connection that must end with them.</summary>
public sealed class ReplyQueueTests : IDisposable
{
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly Pipe _toClient = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
    private readonly AbortableConnection _connection;
    private readonly ConnectionDeadline _deadline;
    private readonly ReplyQueue _replies;

    public ReplyQueueTests()
    {
        _connection = new AbortableConnection { Transport = new DuplexPipe(new Pipe().Reader, _toClient.Writer) };
        _deadline = new ConnectionDeadline(_clock, CancellationToken.None);
        _replies = new ReplyQueue(new DeviceOutput(_connection, WriteTimeout, _clock), _deadline, inFlightMax: 8);
    }

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public async Task A_fault_of_the_program_ends_the_connection_and_is_thrown()
    {
        var fault = new InvalidOperationException("a bug");
        await _replies.AddAsync(new PendingReply(Task.FromException<Receipt>(fault), null), CancellationToken.None);

        Assert.Same(fault, await Assert.ThrowsAsync<InvalidOperationException>(_replies.RunAsync));

        Assert.True(_deadline.Ended.IsCancellationRequested);
        Assert.Equal("its replies ended on a fault of the program", _deadline.Reason);
    }

    [Fact]
    public async Task A_receipt_cancelled_while_the_connection_lives_is_a_fault_of_the_program()
    {
        var cancelled = Task.FromCanceled<Receipt>(new CancellationToken(canceled: true));
        await _replies.AddAsync(new PendingReply(cancelled, null), CancellationToken.None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(_replies.RunAsync);

        Assert.True(_deadline.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task A_receipt_cancelled_by_the_end_of_the_connection_is_none()
    {
        _deadline.End("the gateway stops");
        var cancelled = Task.FromCanceled<Receipt>(new CancellationToken(canceled: true));
        await _replies.AddAsync(new PendingReply(cancelled, null), CancellationToken.None);
        _replies.Complete();

        await _replies.RunAsync();

        Assert.Equal("the gateway stops", _deadline.Reason);
    }

    [Fact]
    public async Task A_client_that_does_not_read_in_time_is_cut_off_and_told_nothing_more()
    {
        await _replies.AddAsync(PendingReply.Immediate(Write), CancellationToken.None);
        var running = _replies.RunAsync();
        Assert.False(running.IsCompleted);

        _clock.Advance(WriteTimeout);
        await _connection.Aborted.WaitAsync(Running.RunningGateway.Patience);
        await _replies.AddAsync(PendingReply.Immediate(_ => Assert.Fail("a reply after the end")), CancellationToken.None);
        _replies.Complete();

        await running.WaitAsync(Running.RunningGateway.Patience);
        Assert.Equal("the client does not read", _deadline.Reason);
    }

    [Fact]
    public async Task A_client_that_reads_in_time_is_not_cut_off()
    {
        await _replies.AddAsync(PendingReply.Immediate(Write), CancellationToken.None);
        var running = _replies.RunAsync();
        _clock.Advance(WriteTimeout - TimeSpan.FromTicks(1));

        var read = await _toClient.Reader.ReadAsync();
        _toClient.Reader.AdvanceTo(read.Buffer.End);
        _replies.Complete();

        await running.WaitAsync(Running.RunningGateway.Patience);
        _clock.Advance(WriteTimeout);
        Assert.Null(_deadline.Reason);
        Assert.False(_connection.Aborted.IsCompleted);
    }

    private static void Write(IBufferWriter<byte> output) => output.Write<byte>([0xD0, 0x00]);

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    private sealed class AbortableConnection : DefaultConnectionContext
    {
        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Aborted => _aborted.Task;

        public override void Abort(ConnectionAbortedException abortReason) => _aborted.TrySetResult();
    }
}
