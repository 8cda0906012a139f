namespace Firmware.Tests.Curves;

/// <summary>Streams of samples, each a function of its index, drawn from a seed.</summary>
internal static class Signals
{
    public static readonly string[] Names =
    [
        "constant", "ramp", "random walk", "steep walk", "steps", "sawtooth", "noise", "wide noise", "zigzag at epsilon",
        "zigzag just above epsilon", "rare zigzag", "parabola", "sine", "extremes", "walk at the top", "walk at the bottom",
    ];

    public static Func<int, int> Of(string name, int epsilon, Random random)
    {
        var walk = random.Next(-5_000, 5_000);
        return name switch
        {
            "constant" => _ => walk,
            "ramp" => n => walk + (n * (epsilon + 1) / 7),
            "random walk" => _ => walk += random.Next(-3, 4),
            "steep walk" => _ => walk += random.Next(-4 * (epsilon + 1), (4 * (epsilon + 1)) + 1),
            "steps" => n => n % 97 == 0 ? walk = random.Next(-100_000, 100_000) : walk,
            "sawtooth" => n => n % 37 * (1 + (epsilon / 3)),
            "noise" => _ => walk + random.Next(-epsilon, epsilon + 1),
            "wide noise" => _ => random.Next(int.MinValue, int.MaxValue),
            "zigzag at epsilon" => n => (n & 1) == 0 ? walk - epsilon : walk + epsilon,
            "zigzag just above epsilon" => n => (n & 1) == 0 ? walk - epsilon : walk + epsilon + 1,
            "rare zigzag" => n => random.Next(20) == 0 ? walk + (epsilon * (random.Next(3) - 1)) : walk,
            "parabola" => n => n % 1_000 * (n % 1_000) / 50,
            "sine" => n => (int)(5_000 * Math.Sin(n / 200.0)),
            "extremes" => _ => random.Next(3) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => random.Next(-1, 2) },
            "walk at the top" => _ => int.MaxValue - (walk = Math.Abs(walk + random.Next(-3, 4)) % 50),
            "walk at the bottom" => _ => int.MinValue + (walk = Math.Abs(walk + random.Next(-3, 4)) % 50),
            _ => throw new ArgumentException(name),
        };
    }
}
