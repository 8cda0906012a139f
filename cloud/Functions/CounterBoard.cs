namespace Cloud.Functions;

/// <summary>The counters that the page shows: the store's, and over them those of the other tiers where there are any. Thread-safe.</summary>
internal sealed class CounterBoard(
    Func<IReadOnlyDictionary<string, long>> stored, Func<IReadOnlyDictionary<string, long>>? others)
{
    public IReadOnlyDictionary<string, long> Read()
    {
        var counters = new Dictionary<string, long>(stored());
        if (others is null) return counters;
        foreach (var (name, value) in others()) counters[name] = value;
        return counters;
    }
}
