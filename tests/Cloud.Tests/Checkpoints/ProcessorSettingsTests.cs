using Cloud.Core.Alerts;
using Cloud.Core.Anomalies;
using Cloud.Core.Checkpoints;
using Cloud.Core.Time;

namespace Cloud.Tests.Checkpoints;

public class ProcessorSettingsTests
{
    [Fact]
    public void Defaults_are_accepted() => new ProcessorSettings().Validate();

    public static TheoryData<ProcessorSettings, string> Refused => new()
    {
        { new() { WindowSizes = [TimeSpan.FromDays(8)] }, "window size" },
        { new() { WindowSizes = [TimeSpan.Zero] }, "window size" },
        { new() { Time = new TimePolicy { OutOfOrderTolerance = TimeSpan.FromTicks(-1) } }, "negative" },
        { Detector(0, 10, 1000), "confidence" },
        { Detector(double.NaN, 10, 1000), "confidence" },
        { Detector(95, 0, 1000), "history size" },
        { Detector(95, 1001, 1000), "too short" },
        { Detector(95, 10, 1000, warmUpTicks: -1), "warm-up" },
        { Rule(new TemperatureStepRule { ReadingsToOpen = 0 }), "readings to open" },
        { Rule(new TemperatureStepRule { ClearC = 2 }), "clear 2 < step 2" },
        { Rule(new TemperatureStepRule { Baseline = TimeSpan.Zero }), "baseline" },
        { Rule(new TemperatureRangeRule { LowC = 44 }), "temperature-range" },
        { new() { AlertRules = [new TemperatureStepRule(), new TemperatureStepRule()] }, "same name" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_work_is_refused_by_name(ProcessorSettings settings, string named) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new Processor(settings)).Message, StringComparison.Ordinal);

    private static ProcessorSettings Detector(double confidence, int historySize, long durationTicks, long warmUpTicks = 0) => new()
    {
        Detectors =
        [
            new DetectorPreset(
                AnomalyFunction.ChangePoint, confidence, historySize, TimeSpan.FromTicks(durationTicks), WarmUp: TimeSpan.FromTicks(warmUpTicks)),
        ],
    };

    private static ProcessorSettings Rule(AlertRule rule) => new() { AlertRules = [rule] };
}
