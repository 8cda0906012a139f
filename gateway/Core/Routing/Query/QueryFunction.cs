namespace Gateway.Core.Routing.Query;

/// <summary>A function of a query. Immutable.</summary>
/// <param name="ArgumentsMin">The fewest arguments.</param>
/// <param name="ArgumentsMax">The most arguments.</param>
/// <param name="Compute">Its value; never throws.</param>
internal sealed record QueryFunction(int ArgumentsMin, int ArgumentsMax, Func<IReadOnlyList<QueryValue>, QueryValue> Compute);
