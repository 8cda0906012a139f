using System.Globalization;

namespace Benchmarks;

/// <summary>One number, and what it should be. Immutable.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Target">The target, or null where there is none.</param>
/// <param name="IsAtLeast">Whether the target is a lower bound; otherwise it is an upper one.</param>
internal sealed record Measurement(string What, double Value, string Unit, double? Target = null, bool IsAtLeast = false)
{
    /// <summary>Whether the target is met; null where there is none.</summary>
    public bool? Passes => Target is { } target ? (IsAtLeast ? Value >= target : Value <= target) : null;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"  {What,-62} {Value,12:#,0.##} {Unit,-10} {TargetText,-20} {Verdict}").TrimEnd();

    private string TargetText => Target is { } target
        ? string.Create(CultureInfo.InvariantCulture, $"at {(IsAtLeast ? "least" : "most")} {target:#,0.##}")
        : "";

    private string Verdict => Passes switch { true => "PASS", false => "MISS", null => "" };
}
