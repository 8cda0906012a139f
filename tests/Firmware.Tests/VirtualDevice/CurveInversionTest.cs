using Firmware.VirtualDevice.Sensor;

namespace Firmware.Tests.VirtualDevice;

public sealed class CurveInversionTest
{
    private const int Max = 0xFFFF;

    private readonly struct Curve(Func<int, double> value) : IRisingCurve
    {
        public double At(int raw) => value(raw);
    }

    // The slow and certain way.
    private static int Bisect(Curve curve, double value)
    {
        var (below, above) = (0, Max);
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            if (curve.At(middle) <= value) below = middle;
            else above = middle;
        }

        return Math.Abs(curve.At(below) - value) <= Math.Abs(curve.At(above) - value) ? below : above;
    }

    public static TheoryData<string> Curves => ["straight", "bent", "steep at one end", "stairs", "flat"];

    private static Curve Named(string name) => name switch
    {
        "straight" => new Curve(raw => 0.01 * raw - 40),
        "bent" => new Curve(raw => 1e-6 * raw * raw + 0.001 * raw),
        "steep at one end" => new Curve(raw => Math.Exp(raw / 5_000.0)),
        "stairs" => new Curve(raw => raw / 100),
        _ => new Curve(_ => 20),
    };

    [Theory]
    [MemberData(nameof(Curves))]
    public void It_finds_what_a_bisection_of_the_whole_range_finds(string name)
    {
        const int seed = 42;
        var random = new Random(seed);
        var curve = Named(name);
        var search = new CurveInversion(Max);
        var span = curve.At(Max) - curve.At(0) + 1;
        for (var i = 0; i < 20_000; i++)
        {
            // Values within the range, beyond both ends, and exactly on readings; near the last one and far from it.
            var value = i % 3 == 0 ? curve.At(random.Next(Max + 1)) : curve.At(0) + span * (1.2 * random.NextDouble() - 0.1);
            var (found, expected) = (search.Nearest(curve, value), Bisect(curve, value));
            Assert.True(Math.Abs(curve.At(found) - value) == Math.Abs(curve.At(expected) - value), $"{name}, seed {seed}, {i}: {value}");
            if (name is not ("stairs" or "flat")) Assert.Equal(expected, found);
        }
    }
}
