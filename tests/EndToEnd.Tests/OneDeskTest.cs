using System.Text.Json;

namespace EndToEnd.Tests;

/// <summary>A reading travels from the chip's registers to a window average and an alert.</summary>
public sealed class OneDeskTest(OneDeskRun run) : IClassFixture<OneDeskRun>
{
    [Fact]
    public void The_run_ends_cleanly() => Assert.True(run.ExitCode == 0, run.Output);

    [Fact]
    public void The_page_is_there_within_ten_seconds()
    {
        Assert.Contains("<title>", run.FirstPage, StringComparison.Ordinal);
        Assert.True(run.FirstPageAfter < TimeSpan.FromSeconds(10), $"the first page came after {run.FirstPageAfter}");
    }

    [Fact]
    public void Every_sample_is_processed_once()
    {
        var made = run.Count("samplesMade");
        Assert.InRange(made, 5 * 150, 5 * 185);
        Assert.Equal(made, run.Count("messagesSent"));
        Assert.Equal(made, run.Count("messagesStored"));
        Assert.Equal(made, run.Count("eventsProcessed"));
        Assert.Equal(0, run.Count("lost"));
        Assert.Equal(0, run.Count("duplicates"));
    }

    [Fact]
    public void The_step_raises_an_alert_in_the_kitchen_at_its_moment_and_nowhere_else()
    {
        var alerts = run.Report.GetProperty("alerts").EnumerateArray().ToArray();
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Equal("kitchen", alert.GetProperty("device").GetString()));
        var step = alerts.First(alert => alert.GetProperty("rule").GetString() == "temperature-step");
        var after = step.GetProperty("openedAt").GetDateTimeOffset() - (run.StartedAt + OneDeskRun.InjectedAt * OneDeskRun.Speed);
        Assert.InRange(after, TimeSpan.Zero, 2 * RecordedRoom.Step);
        Assert.NotEqual(JsonValueKind.Null, step.GetProperty("resolvedAt").ValueKind);
    }

    [Fact]
    public void The_stored_values_are_the_recorded_ones()
    {
        using var cloud = Database.OfCloud(run.Data);
        var readings = cloud.Rows(
            "SELECT device_id, event_time, temperature, humidity, pressure FROM readings",
            row => (Device: row.GetString(0), Time: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                Temperature: row.GetDouble(2), Humidity: row.GetDouble(3), Pressure: row.GetDouble(4)));
        Assert.Equal(run.Count("eventsProcessed"), readings.Count);
        foreach (var reading in readings)
        {
            // The recording holds a row until the next one, so a value is the row at the instant at which it was measured.
            var row = (int)((reading.Time - run.StartedAt) / RecordedRoom.Step);
            var injected = reading.Device == "kitchen" && reading.Time >= run.StartedAt + OneDeskRun.InjectedAt * OneDeskRun.Speed;
            AssertNear(RecordedRoom.TemperatureC(row) + (injected ? 6 : 0), reading.Temperature, 0.01, reading);
            AssertNear(RecordedRoom.HumidityPercent(row), reading.Humidity, 0.02, reading);
            AssertNear(RecordedRoom.PressureHPa(row), reading.Pressure, 0.03, reading);
        }
    }

    [Fact]
    public void The_averages_are_those_of_the_stored_readings_exactly()
    {
        using var cloud = Database.OfCloud(run.Data);
        var readings = cloud.Rows(
            "SELECT device_id, window_time, temperature FROM readings WHERE window_time IS NOT NULL",
            row => (Device: row.GetString(0), Time: row.GetInt64(1), Temperature: row.GetDouble(2)));
        var windows = cloud.Rows(
            "SELECT device_id, window_ms, window_end, average, count FROM window_averages WHERE channel = 'temperature'",
            row => (Device: row.GetString(0), LengthMs: row.GetInt64(1), End: row.GetInt64(2), Average: row.GetDouble(3), Count: row.GetInt64(4)));
        Assert.InRange(windows.Count(window => window.LengthMs == 300_000), 5 * 4, 5 * 7);
        Assert.InRange(windows.Count(window => window.LengthMs == 30_000), 5 * 48, 5 * 62);
        foreach (var window in windows)
        {
            var inside = readings
                .Where(reading => reading.Device == window.Device && reading.Time > window.End - window.LengthMs && reading.Time <= window.End)
                .Select(reading => reading.Temperature)
                .ToArray();
            Assert.Equal(window.Count, inside.Length);
            Assert.Equal(ExactMean.Of(inside), window.Average);
        }
    }

    private static void AssertNear(double expected, double actual, double tolerance, object what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected} within {tolerance}, found {what}");
}
