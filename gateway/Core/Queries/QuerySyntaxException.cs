namespace Gateway.Core.Queries;

/// <summary>A text is no query that is served here.</summary>
internal sealed class QuerySyntaxException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="column">Where, from 1.</param>
    /// <param name="message">What is wrong.</param>
    public QuerySyntaxException(int column, string message)
        : base($"column {column}: {message}")
    {
    }
}
