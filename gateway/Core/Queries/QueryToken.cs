namespace Gateway.Core.Queries;

/// <summary>One word of a query. Immutable.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Value">The word; of a text, what is between the quotes.</param>
/// <param name="Column">Where it begins, from 1.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Value, int Column)
{
    /// <summary>Whether it is this keyword; case does not count.</summary>
    public bool Is(string keyword) => Kind == QueryTokenKind.Name && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is one of these symbols.</summary>
    public bool IsSymbol(params ReadOnlySpan<string> symbols) => Kind == QueryTokenKind.Symbol && symbols.Contains(Value);
}
