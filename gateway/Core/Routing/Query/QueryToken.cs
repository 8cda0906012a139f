namespace Gateway.Core.Routing.Query;

/// <summary>A word of a query. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; for a text, what it stands for.</param>
/// <param name="Column">Where it begins, from 1.</param>
/// <param name="Number">The number it stands for; of no meaning for other kinds.</param>
internal sealed record QueryToken(QueryTokenKind Kind, string Text, int Column, double Number = 0)
{
    /// <summary>Whether it is this symbol, or this keyword in any case.</summary>
    public bool Is(string word) => Kind switch
    {
        QueryTokenKind.Symbol => Text == word,
        QueryTokenKind.Name => Text.Equals(word, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>How it is called in an error.</summary>
    public string Description => Kind == QueryTokenKind.End ? "the end of the query" : $"'{Text}'";
}
