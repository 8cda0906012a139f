namespace Firmware.Tests.StoreAndForward;

public sealed class OutboxPowerCutTest
{
    private readonly OutboxStory _story = new();

    [Fact]
    public void Nothing_durable_is_lost_wherever_the_power_is_cut()
    {
        SaveAfter(3);
        _story.Append(3);
        _story.Acknowledge(1);
        SaveAfter(0);
        SaveAfter(9);
        _story.Restart();
        SaveAfter(2);
        _story.Acknowledge(8);
        SaveAfter(6);
        _story.Restart();
        _story.Acknowledge(100);
        SaveAfter(1);
        _story.CutEverywhere();
    }

    [Fact]
    public void What_no_longer_fits_is_in_a_gap_wherever_the_power_is_cut()
    {
        SaveAfter(30);
        SaveAfter(20);
        _story.Restart();
        SaveAfter(30);
        Assert.True(_story.Dropped > 0);
        _story.Acknowledge(3);
        SaveAfter(30);
        _story.Acknowledge(100);
        _story.CutEverywhere();
    }

    [Fact]
    public void What_was_cleared_is_in_a_gap_or_still_there_wherever_the_power_is_cut()
    {
        SaveAfter(30);
        _story.Acknowledge(2);
        _story.Clear();
        SaveAfter(20);
        _story.Restart();
        SaveAfter(3);
        _story.Acknowledge(1);
        _story.Clear();
        _story.Acknowledge(100);
        SaveAfter(2);
        _story.CutEverywhere();
    }

    [Fact]
    public void Alerts_that_overtake_are_neither_lost_nor_told_as_missing_wherever_the_power_is_cut()
    {
        _story.Append(3);
        _story.AppendAlert();
        SaveAfter(3);
        _story.Acknowledge(2);
        _story.AppendAlert();
        SaveAfter(10);
        _story.Acknowledge(1);
        SaveAfter(8);
        _story.AppendAlert();
        SaveAfter(0);
        _story.Restart();
        _story.Acknowledge(3);
        SaveAfter(25);
        _story.AppendAlert();
        SaveAfter(20);
        _story.Acknowledge(4);
        SaveAfter(1);
        _story.CutEverywhere();
    }

    private void SaveAfter(int messages)
    {
        _story.Append(messages);
        _story.Save();
    }
}
