namespace Gateway.Core.Queries;

/// <summary>The kinds of words in a query.</summary>
internal enum QueryTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A keyword, or a part of a path.</summary>
    Name,

    /// <summary>A text in quotes; its value has none.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Symbol,
}
