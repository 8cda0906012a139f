namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// A room that people use: a heater that goes on and off, and a door that is opened now and then, on top of another climate.
/// Every event lies within its own slot of time and is drawn from the slot's number, so nothing has to be remembered. Immutable.
/// </summary>
/// <param name="inner">The room without people.</param>
/// <param name="seed">Which events: equal seeds give equal events on every machine.</param>
public sealed class LivedInClimate(IClimate inner, int seed) : IClimate
{
    /// <summary>The most that the heater adds, in °C.</summary>
    public const double HeaterMaxC = 1.2;

    /// <summary>The most that an open door takes away, in °C.</summary>
    public const double DoorMaxC = 4;

    /// <summary>How many %RH a room at 45 %RH loses for each °C that its air is warmed: saturation vapour pressure grows by 6 % a °C.</summary>
    public const double HumidityPercentPerC = 2.7;

    private const double DoorProbability = 0.3;
    private const double DoorHumidityPercentPerC = 1.5;
    private const ulong HeaterSeries = 1;
    private const ulong DoorSeries = 2;

    private static readonly long HeaterSlot = TimeSpan.FromMinutes(45).Ticks;
    private static readonly long DoorSlot = TimeSpan.FromMinutes(20).Ticks;
    private static readonly double RecoveryTicks = TimeSpan.FromMinutes(10).Ticks;
    private static readonly double MinuteTicks = TimeSpan.TicksPerMinute;

    private readonly ulong _heaterSeed = SplitMix64.Bits((ulong)seed, HeaterSeries);
    private readonly ulong _doorSeed = SplitMix64.Bits((ulong)seed, DoorSeries);

    /// <inheritdoc/>
    public Conditions At(DateTimeOffset utc)
    {
        var air = inner.At(utc);
        var heat = Heat(utc.UtcTicks);
        var draught = Draught(utc.UtcTicks);
        return new Conditions(
            air.TemperatureC + heat - draught,
            air.HumidityPercent - HumidityPercentPerC * heat - DoorHumidityPercentPerC * draught,
            air.PressureHPa);
    }

    // Up in a straight line while the heater is on, a fifth to a half of the slot; down again in the rest of it.
    private double Heat(long ticks)
    {
        var (slot, rest) = Math.DivRem(ticks, HeaterSlot);
        var peakC = SplitMix64.Between(0.3, HeaterMaxC, _heaterSeed, 2 * (ulong)slot);
        var on = SplitMix64.Between(0.2, 0.5, _heaterSeed, 2 * (ulong)slot + 1);
        var x = (double)rest / HeaterSlot;
        return peakC * (x < on ? x / on : (1 - x) / (1 - on));
    }

    // In some slots the door opens within the first five minutes, for one to five; the room is itself again ten minutes later.
    private double Draught(long ticks)
    {
        var (slot, rest) = Math.DivRem(ticks, DoorSlot);
        var draw = 4 * (ulong)slot;
        if (SplitMix64.Unit(_doorSeed, draw) >= DoorProbability) return 0;
        var depthC = SplitMix64.Between(1, DoorMaxC, _doorSeed, draw + 1);
        var since = rest - SplitMix64.Between(0, 5, _doorSeed, draw + 2) * MinuteTicks;
        var open = SplitMix64.Between(1, 5, _doorSeed, draw + 3) * MinuteTicks;
        if (since <= 0) return 0;
        if (since < open) return depthC * since / open;
        return depthC * Math.Max(0, 1 - (since - open) / RecoveryTicks);
    }
}
