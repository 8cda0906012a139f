using System.Text.Json;

namespace Gateway.Core.Queries;

/// <summary>
/// A query over twins: <c>SELECT * FROM devices [WHERE …]</c> or <c>SELECT * FROM devices.modules [WHERE …]</c>. A condition compares
/// properties of the twin with values by <c>= != &lt;&gt; &lt; &lt;= &gt; &gt;=</c> and <c>[NOT] IN […]</c>, asks IS_DEFINED, IS_NULL,
/// IS_BOOL, IS_NUMBER, IS_STRING, IS_OBJECT, IS_ARRAY, IS_PRIMITIVE, and is joined by AND, OR, NOT and brackets. Keywords know no case,
/// properties do. Immutable, so thread-safe.
/// </summary>
/// <remarks>Source: Microsoft, "IoT Hub query language for device and module twins". Projections, aggregates and jobs are not served.</remarks>
public sealed class TwinQuery
{
    /// <summary>The longest query, in characters.</summary>
    public const int CharactersMax = 8_192;

    private readonly QueryCondition? _where;

    private TwinQuery(bool modules, QueryCondition? where) => (Modules, _where) = (modules, where);

    /// <summary>Whether it asks for modules, or else for devices.</summary>
    public bool Modules { get; }

    /// <summary>Parses a query.</summary>
    /// <param name="text">The query.</param>
    /// <param name="fault">Why it is none, with the column, or null.</param>
    public static TwinQuery? Parse(string text, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        fault = text.Length > CharactersMax ? $"the query is longer than {CharactersMax} characters" : null;
        if (fault is not null) return null;
        try
        {
            return Read(QueryLexer.Read(text));
        }
        catch (QuerySyntaxException e)
        {
            fault = e.Message;
            return null;
        }
    }

    /// <summary>Whether a twin, as the service API writes it, is among the results; a condition that is not defined says no.</summary>
    public bool Matches(JsonElement twin) => _where is null || _where.Of(twin) == true;

    private static TwinQuery Read(List<QueryToken> tokens)
    {
        var at = 0;
        Take(token => token.Is("SELECT"), "SELECT");
        Take(token => token.IsSymbol("*"), "* (only SELECT * is served)");
        Take(token => token.Is("FROM"), "FROM");
        Take(token => token.Is("devices"), "devices");
        var modules = tokens[at].IsSymbol(".");
        if (modules)
        {
            at++;
            Take(token => token.Is("modules"), "modules");
        }

        if (tokens[at].Kind == QueryTokenKind.End) return new TwinQuery(modules, null);
        Take(token => token.Is("WHERE"), "WHERE");
        return new TwinQuery(modules, new ConditionParser(tokens, at).ReadAll());

        void Take(Func<QueryToken, bool> isWanted, string wanted)
        {
            var token = tokens[at];
            if (!isWanted(token)) throw new QuerySyntaxException(token.Column, $"{wanted} must stand here, not '{token.Value}'");
            at++;
        }
    }
}
