using Cloud.Core.Alerts;

namespace Cloud.Tests.Alerts;

/// <summary>Runs one rule over values at a fixed interval and keeps every change of its alert.</summary>
internal sealed class AlertTrace(AlertRule rule, TimeSpan interval)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly AlertLife _life = new(rule, "kitchen");

    public DateTimeOffset Now { get; private set; } = Start;

    public List<Alert> Changes { get; } = [];

    public AlertTrace Feed(params IEnumerable<double> values)
    {
        foreach (var value in values)
        {
            if (_life.Observe(Now.Ticks, value) is { } change) Changes.Add(change);
            Now += interval;
        }

        return this;
    }

    public AlertTrace Skip(TimeSpan gap)
    {
        Now += gap;
        return this;
    }
}
