using Firmware.Esp32;

namespace Firmware.Tests.Shell;

public sealed class SupervisedLoopTest
{
    private const int StepMaxMs = 1_000;
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_turn_that_throws_ends_the_loop_with_a_fault_that_says_why()
    {
        var loop = Loop(_ => throw new InvalidOperationException("out of slots"));
        loop.Run();

        Assert.Equal("uplink loop ended by System.InvalidOperationException: out of slots", loop.Fault());
    }

    [Fact]
    public void Each_turn_is_handed_the_uptime()
    {
        var seen = new List<long>();
        var loop = Loop(nowMs =>
        {
            seen.Add(nowMs);
            _clock.UptimeMs += 7;
            return seen.Count < 3 ? 0 : throw new InvalidOperationException();
        });
        loop.Run();

        Assert.Equal([1_000, 1_007, 1_014], seen);
    }

    [Theory]
    [InlineData(StepMaxMs, null)]
    [InlineData(StepMaxMs + 1, "uplink loop has not come back for 1000 ms")]
    public void A_turn_that_takes_too_long_is_a_fault(int tookMs, string? expected)
    {
        var fault = "";
        SupervisedLoop? loop = null;
        loop = Loop(_ =>
        {
            _clock.UptimeMs += tookMs;
            fault = loop!.Fault();
            throw new InvalidOperationException();
        });
        loop.Run();

        Assert.Equal(expected, fault);
    }

    [Fact]
    public async Task A_loop_that_waits_as_its_turn_asked_is_not_at_fault()
    {
        var turned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loop = Loop(_ =>
        {
            turned.TrySetResult();
            return Timeout.Infinite;
        });
        loop.Start();
        await turned.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Null(loop.Fault());
    }

    private SupervisedLoop Loop(LoopStep step) => new("uplink", step, _clock, StepMaxMs);
}
