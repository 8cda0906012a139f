using Firmware.Core.Derived;

namespace Firmware.Tests.Derived;

/// <summary>The integer arithmetic equals the equations in floating point, rounded, over all that the sensor can measure.</summary>
public sealed class FloatingPointComparisonTest
{
    private const double RoundingHundredths = 6; // five to the nearest tenth, and less than one of integer division

    [Fact]
    public void Dew_point_and_absolute_humidity_equal_Magnus_equation()
    {
        for (var centiC = -4_000; centiC <= 8_500; centiC += 25)
            for (var centiPercent = 1; centiPercent <= 10_000; centiPercent += centiPercent < 100 ? 1 : 33)
            {
                var celsius = centiC / 100.0;
                var vapourHpa = 6.116441 * Math.Pow(10, 7.591386 * celsius / (celsius + 240.7263)) * centiPercent / 10_000;
                var exponent = Math.Log10(vapourHpa / 6.116441);
                var at = $"{centiC} {centiPercent}";
                AssertNear(24_072.63 * exponent / (7.591386 - exponent), Psychrometrics.DewPointCentiC(centiC, centiPercent), at);
                AssertNear(
                    21_667.9 * vapourHpa / (celsius + 273.15), Psychrometrics.AbsoluteHumidityCentiGrams(centiC, centiPercent), at);
            }
    }

    // WMO-No. 8, annex 4.B: 6.112 exp(17.62 t / (243.12 + t)); Bolton, "The Computation of Equivalent Potential Temperature", Monthly
    // Weather Review 108 (1980), equation 10: 6.112 exp(17.67 t / (t + 243.5)), to 0.1 % from -30 to 35 degrees. Drier than 20 % the
    // published equations themselves differ by more than a tenth of a degree.
    [Theory]
    [InlineData(17.62, 243.12, -40, 50)]
    [InlineData(17.67, 243.5, -30, 35)]
    public void Dew_point_agrees_with_the_other_published_equations_to_a_tenth(double slope, double offset, int from, int to)
    {
        for (var centiC = from * 100; centiC <= to * 100; centiC += 25)
            for (var centiPercent = 2_000; centiPercent <= 10_000; centiPercent += 50)
            {
                var exponent = slope * centiC / (100 * offset + centiC) + Math.Log(centiPercent / 10_000.0);
                var expected = 100 * offset * exponent / (slope - exponent);
                var actual = Psychrometrics.DewPointCentiC(centiC, centiPercent);
                Assert.True(Math.Abs(expected - actual) <= 10 + RoundingHundredths, $"at {centiC} {centiPercent}: {expected}, was {actual}");
            }
    }

    [Fact]
    public void Sea_level_pressure_equals_the_barometric_equation()
    {
        for (var altitudeDm = -5_000; altitudeDm <= 90_000; altitudeDm += 500)
            for (var centiC = -4_000; centiC <= 8_500; centiC += 250)
                for (var pascals = 30_000; pascals <= 110_000; pascals += 5_000)
                {
                    var ratio = 1 + 0.00065 * altitudeDm / (centiC / 100.0 + 273.15);
                    AssertNear(
                        pascals * Math.Pow(ratio, 5.25588),
                        Barometry.SeaLevelPressurePa(pascals, centiC, altitudeDm),
                        $"{altitudeDm} {centiC} {pascals}");
                }
    }

    private static void AssertNear(double expected, int actual, string at)
    {
        // Four parts in 100,000 are what the fixed point may be off by, beside the rounding.
        var tolerance = RoundingHundredths + Math.Abs(expected) * 4e-5;
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"at {at}: expected {expected}, was {actual}");
    }
}
