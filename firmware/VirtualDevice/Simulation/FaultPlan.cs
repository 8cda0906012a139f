using Firmware.VirtualDevice.Climates;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// Draws what will go wrong with one device, and when: each kind is a Poisson process of its rate. Equal seeds give equal plans.
/// Used by one thread at a time.
/// </summary>
internal sealed class FaultPlan
{
    private const double DayMs = 86_400_000;

    private readonly List<Fault> _faults = [];
    private readonly ulong _seed;
    private readonly long _durationMs;
    private ulong _draws;

    private FaultPlan(ulong seed, long durationMs) => (_seed, _durationMs) = (seed, durationMs);

    /// <summary>Draws a plan.</summary>
    /// <param name="rates">How often each fault strikes.</param>
    /// <param name="durationMs">How long the simulation lasts, in ms.</param>
    /// <param name="seed">Chance; the device's own.</param>
    /// <returns>The faults in the order of time.</returns>
    public static Fault[] Draw(FaultRates rates, long durationMs, ulong seed)
    {
        var plan = new FaultPlan(seed, durationMs);
        plan.Add(FaultKind.BusNak, rates.BusNaks, () => (int)plan.LogUniform(1, 9), () => 0);
        plan.Add(FaultKind.BrownOut, rates.BrownOuts, () => 0, () => 0);
        plan.Add(FaultKind.Spike, rates.Spikes, () => plan.Sign() * (int)plan.LogUniform(500, 20_000), () => 0);
        plan.Add(FaultKind.WifiOutage, rates.WifiOutages, () => 0, () => (long)plan.LogUniform(5_000, 14_400_000));
        plan.Add(FaultKind.LostAcknowledgement, rates.LostAcknowledgements, () => 0, () => 0);
        plan.Add(
            FaultKind.ClockStep,
            rates.ClockSteps,
            () => plan.Sign() * (int)plan.LogUniform(50, 3_600_000),
            () => (long)plan.LogUniform(60_000, 7_200_000));
        plan.Add(FaultKind.PowerCut, rates.PowerCuts, () => 0, () => (long)plan.LogUniform(1_000, 1_200_000));
        return [.. plan._faults.OrderBy(fault => fault.AtMs)];
    }

    private void Add(FaultKind kind, double perDay, Func<int> size, Func<long> duration)
    {
        if (perDay <= 0) return;
        for (var at = Gap(perDay); at < _durationMs; at += Gap(perDay)) _faults.Add(new Fault((long)at, kind, size(), duration()));
    }

    private double Gap(double perDay) => -Math.Log(1 - Next()) * DayMs / perDay;

    private double LogUniform(double from, double to) => from * Math.Exp(Next() * Math.Log(to / from));

    private int Sign() => Next() < 0.5 ? -1 : 1;

    private double Next() => SplitMix64.Unit(_seed, _draws++);
}
