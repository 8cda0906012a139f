namespace Firmware.Tests.DeepSleep;

/// <summary>
/// A device that sleeps, whose power goes in any byte of any write and after any step: all that is lost is the sample of that wake, and
/// what comes twice comes under the same name with the same bytes.
/// </summary>
public sealed class SleepPowerCutTest
{
    [Fact]
    public void In_any_byte_of_any_write_it_costs_the_sample_of_that_wake_at_most()
    {
        var whole = new CuttingFlash();
        var undisturbed = new SleepStory(whole);
        var first = whole.Writes; // those of the first boot are held by the tests of what they write
        Assert.True(undisturbed.Tell());
        var writes = whole.Writes;
        undisturbed.GoOn();
        undisturbed.AssertNothingIsLost("cut asleep, after the last wake");
        Assert.InRange(writes - first, SleepStory.Wakes + 5, SleepStory.Wakes + 9); // a note each, and one more to send
        for (var write = first; write < writes; write++)
            for (var bytes = 0; bytes <= whole.Lengths[write]; bytes++)
            {
                var flash = new CuttingFlash();
                flash.Cut(write, bytes);
                Check(new SleepStory(flash), int.MaxValue, $"cut at byte {bytes} of write {write}");
            }
    }

    [Fact]
    public void After_any_step_it_costs_the_sample_of_that_wake_at_most()
    {
        var whole = new SleepStory(new CuttingFlash());
        Assert.True(whole.Tell());
        for (var steps = 0; steps < whole.Steps; steps++) Check(new SleepStory(new CuttingFlash()), steps, $"cut after {steps} steps");
    }

    private static void Check(SleepStory story, int steps, string when)
    {
        Assert.False(story.Tell(steps), when);
        story.GoOn();
        story.AssertNothingIsLost(when);
    }
}
