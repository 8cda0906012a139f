using System.Globalization;

namespace Gateway.Tests.Mqtt;

/// <summary>How long fuzzing goes on and from which seed: FUZZ_CASES and FUZZ_SEED of the environment, or a short run in every test run.</summary>
internal readonly record struct FuzzRun(int Seed, long Cases)
{
    private const int SeedByDefault = 20_261_120;

    public static FuzzRun FromEnvironment(long casesByDefault) => new(
        (int)(Read("FUZZ_SEED") ?? SeedByDefault),
        Read("FUZZ_CASES") ?? casesByDefault);

    private static long? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
