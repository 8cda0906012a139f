namespace Gateway.Core.Routing.Query;

/// <summary>A text that is no routing query; the message is one line that begins with the column.</summary>
public sealed class RoutingQueryException : Exception
{
    internal RoutingQueryException(int column, string message)
        : base(FormattableString.Invariant($"column {column}: {message}")) => Column = column;

    /// <summary>Where the fault is, in characters from 1.</summary>
    public int Column { get; }
}
