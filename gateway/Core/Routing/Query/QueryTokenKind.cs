namespace Gateway.Core.Routing.Query;

/// <summary>The kinds of words in a query.</summary>
internal enum QueryTokenKind
{
    /// <summary>A name, a path or a keyword.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>An operator, bracket or comma.</summary>
    Symbol,

    /// <summary>There is nothing more.</summary>
    End,
}
