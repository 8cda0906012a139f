namespace Benchmarks;

/// <summary>A question with a number for an answer.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="IsLong">Whether it is left out unless it is asked for by name.</param>
/// <param name="Run">Answers it.</param>
internal sealed record Benchmark(string Name, bool IsLong, Func<IEnumerable<Measurement>> Run);
