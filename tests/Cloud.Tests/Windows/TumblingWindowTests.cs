using Cloud.Core.Events;
using Cloud.Core.Windows;

namespace Cloud.Tests.Windows;

public class TumblingWindowTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Sample_exactly_on_a_boundary_belongs_to_the_window_that_ends_there() =>
        Assert.Equal(Noon, EndOf(Noon.Ticks, TimeSpan.FromSeconds(30)));

    [Fact]
    public void Sample_one_tick_after_a_boundary_belongs_to_the_next_window() =>
        Assert.Equal(Noon.AddSeconds(30), EndOf(Noon.Ticks + 1, TimeSpan.FromSeconds(30)));

    [Theory]
    [InlineData(7 * 60)]
    [InlineData(3 * 24 * 60 * 60)]
    public void Windows_of_any_size_are_counted_from_year_one(int sizeSeconds)
    {
        var size = TimeSpan.FromSeconds(sizeSeconds);
        var end = EndOf(Noon.Ticks, size);
        Assert.Equal(0, end.Ticks % size.Ticks);
        Assert.InRange(Noon.Ticks, end.Ticks - size.Ticks + 1, end.Ticks);
    }

    [Fact]
    public void Window_stays_open_at_its_end_and_closes_after_it()
    {
        var window = Window(TimeSpan.FromSeconds(30));
        window.Add(At(Noon.Ticks, 20));
        Assert.False(window.EndsBefore(Noon.Ticks));
        Assert.True(window.EndsBefore(Noon.Ticks + 1));
    }

    [Fact]
    public void Row_has_count_average_least_and_greatest_of_each_channel_present()
    {
        var window = Window(TimeSpan.FromSeconds(30));
        window.Add(new Sample(Noon.Ticks - 2, 20, 40, double.NaN));
        window.Add(new Sample(Noon.Ticks - 1, 21, double.NaN, double.NaN));
        window.Add(new Sample(Noon.Ticks, 25, double.NaN, double.NaN));
        var rows = new List<WindowRow>();
        window.Close(rows);
        var size = TimeSpan.FromSeconds(30);
        Assert.Equal(
            [
                new WindowRow("kitchen", size, Noon, Channel.Temperature, 3, 22, 20, 25),
                new WindowRow("kitchen", size, Noon, Channel.Humidity, 1, 40, 40, 40),
            ],
            rows);
    }

    [Fact]
    public void Closed_window_leaves_nothing_behind()
    {
        var window = Window(TimeSpan.FromSeconds(30));
        window.Add(At(Noon.Ticks, 20));
        window.Close([]);
        Assert.False(window.EndsBefore(long.MaxValue));
        window.Add(At(Noon.Ticks + 1, 30));
        var rows = new List<WindowRow>();
        window.Close(rows);
        Assert.Equal((1, 30.0), (rows[0].Count, rows[0].Average));
    }

    [Fact]
    public void Sample_of_another_window_is_a_broken_invariant()
    {
        var window = Window(TimeSpan.FromSeconds(30));
        window.Add(At(Noon.Ticks, 20));
        Assert.Throws<InvalidOperationException>(() => window.Add(At(Noon.Ticks + 1, 20)));
    }

    private static DateTimeOffset EndOf(long ticks, TimeSpan size)
    {
        var window = Window(size);
        window.Add(At(ticks, 20));
        var rows = new List<WindowRow>();
        window.Close(rows);
        return rows[0].End;
    }

    private static TumblingWindow Window(TimeSpan size) => new("kitchen", size);

    private static Sample At(long ticks, double temperature) => new(ticks, temperature, double.NaN, double.NaN);
}
