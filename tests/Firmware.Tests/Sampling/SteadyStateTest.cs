using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.Sampling;

public sealed class SteadyStateTest
{
    [Fact]
    public void Sampling_allocates_nothing_once_it_runs()
    {
        var device = new TestNode();
        device.Bus.IsQuiet = true;
        device.Sample(forMs: 100_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        device.Sample(forMs: 10_000_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1_010, device.Node.Counters.SamplesTaken);
        Assert.Equal(0, allocated);
    }
}
