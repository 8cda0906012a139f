using Firmware.VirtualDevice.Climates;

namespace EndToEnd.Tests;

/// <summary>Made-up air that tells when it was looked at a number of times.</summary>
internal sealed class CountedClimate(int samples) : IClimate
{
    private readonly SyntheticClimate _climate = new(1);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = samples;

    public Task Reached => _reached.Task;

    public Conditions At(DateTimeOffset utc)
    {
        if (Interlocked.Decrement(ref _left) == 0) _reached.SetResult();
        return _climate.At(utc);
    }
}
