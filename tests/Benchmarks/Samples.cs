using System.Diagnostics;

namespace Benchmarks;

/// <summary>Time and memory of a piece of work, repeated.</summary>
internal static class Samples
{
    private const int Runs = 7;

    // The runtime compiles hot code anew after some 100 ms; only then does it run as fast as it will.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>The median time of one operation, in ns.</summary>
    /// <param name="operations">How many operations one run of the work does.</param>
    /// <param name="work">The work; run for a second to warm up.</param>
    public static double MedianNs(int operations, Action work)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < WarmUp;) work();
        var times = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            var began = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(began).TotalNanoseconds / operations;
        }

        Array.Sort(times);
        return times[Runs / 2];
    }

    /// <summary>The bytes that this thread allocates during the work, in all.</summary>
    public static long AllocatedBytes(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
