using Firmware.VirtualDevice.Simulation;

namespace Firmware.Tests.VirtualDevice;

public sealed class FaultPlanTest
{
    private const long DayMs = 86_400_000;

    [Fact]
    public void Nothing_is_planned_without_rates() => Assert.Empty(FaultPlan.Draw(FaultRates.None, DayMs, 1));

    [Fact]
    public void A_plan_is_in_order_within_the_time_and_follows_from_its_seed()
    {
        var plan = FaultPlan.Draw(FaultRates.Default, 10 * DayMs, 7);
        Assert.Equal(plan.OrderBy(fault => fault.AtMs), plan);
        Assert.All(plan, fault => Assert.InRange(fault.AtMs, 0, 10 * DayMs - 1));
        Assert.Equal(plan, FaultPlan.Draw(FaultRates.Default, 10 * DayMs, 7));
        Assert.NotEqual(plan, FaultPlan.Draw(FaultRates.Default, 10 * DayMs, 8));
    }

    [Fact]
    public void Each_fault_comes_as_often_as_its_rate_says()
    {
        const int days = 4_000;
        var counts = FaultPlan.Draw(FaultRates.Default, days * DayMs, 7).CountBy(fault => fault.Kind).ToDictionary();
        foreach (var (kind, perDay) in new Dictionary<FaultKind, double>
        {
            [FaultKind.BusNak] = 4,
            [FaultKind.BrownOut] = 1,
            [FaultKind.Spike] = 2,
            [FaultKind.WifiOutage] = 2,
            [FaultKind.LostAcknowledgement] = 2,
            [FaultKind.ClockStep] = 1,
            [FaultKind.PowerCut] = 0.5,
        })
            Assert.InRange(counts[kind], days * perDay * 0.9, days * perDay * 1.1); // more than four standard deviations each way
    }

    [Fact]
    public void Sizes_and_durations_stay_within_what_the_rates_promise()
    {
        foreach (var fault in FaultPlan.Draw(FaultRates.Default, 1_000 * DayMs, 7))
        {
            var (size, duration) = fault.Kind switch
            {
                FaultKind.BusNak => ((1, 8), (0L, 0L)),
                FaultKind.Spike => ((500, 20_000), (0, 0)),
                FaultKind.WifiOutage => ((0, 0), (5_000, 14_400_000)),
                FaultKind.ClockStep => ((50, 3_600_000), (60_000, 7_200_000)),
                FaultKind.PowerCut => ((0, 0), (1_000, 1_200_000)),
                _ => ((0, 0), (0, 0)),
            };
            Assert.InRange(Math.Abs(fault.Size), size.Item1, size.Item2);
            Assert.InRange(fault.DurationMs, duration.Item1, duration.Item2);
        }
    }
}
