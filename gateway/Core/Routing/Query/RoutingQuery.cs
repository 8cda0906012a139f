namespace Gateway.Core.Routing.Query;

/// <summary>
/// A condition over a message: IoT Hub's routing query language. Only true is true; null, undefined and every other value are not.
/// Immutable, so safe for use by several threads.
/// </summary>
/// <remarks>
/// Source: Microsoft, "IoT Hub message routing query syntax", and "IoT Hub query language for device and module twins, jobs, and message
/// routing", on expressions and conditions.
/// </remarks>
public sealed class RoutingQuery
{
    /// <summary>The longest query, in characters.</summary>
    public const int CharactersMax = 4_096;

    /// <summary>The deepest nesting of brackets, function calls and signs.</summary>
    public const int DepthMax = 64;

    private readonly QueryExpression _expression;

    private RoutingQuery(string text, QueryExpression expression)
    {
        (Text, _expression) = (text, expression);
        ReadsTwin = Reads<QueryExpression.Twin>(expression);
    }

    /// <summary>The query that holds for every message.</summary>
    public static RoutingQuery Always { get; } = new("true", new QueryExpression.Constant(QueryValue.True));

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it asks for the sender's twin.</summary>
    public bool ReadsTwin { get; }

    /// <summary>Parses a query.</summary>
    /// <exception cref="RoutingQueryException">It is none; the message is one line that begins with the column.</exception>
    public static RoutingQuery Parse(string text) => new(text, ParseExpression(text));

    /// <summary>Whether it holds for a message.</summary>
    public bool Holds(RoutedMessage message) => _expression.Evaluate(message).IsTrue;

    internal static QueryExpression ParseExpression(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > CharactersMax)
            throw new RoutingQueryException(CharactersMax + 1, $"a query has at most {CharactersMax} characters");
        return new QueryParser(new QueryLexer(text).ReadAll(), QueryReference.Parse).Parse();
    }

    internal static bool Reads<T>(QueryExpression expression)
        where T : QueryExpression => expression is T || expression.Parts.Any(Reads<T>);
}
