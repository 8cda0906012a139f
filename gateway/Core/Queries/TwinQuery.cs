using Gateway.Core.Routing;
using Gateway.Core.Routing.Query;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Queries;

/// <summary>
/// A query over twins: <c>SELECT * FROM devices [WHERE …]</c> or <c>SELECT * FROM devices.modules [WHERE …]</c>. The condition is written
/// as in a <see cref="RoutingQuery"/>, but its names are paths into the twin, such as deviceId, status, tags.floor or
/// properties.reported.state. Immutable, so safe for use by several threads.
/// </summary>
/// <remarks>
/// Source: Microsoft, "IoT Hub query language for device and module twins, jobs, and message routing". Projections, aggregates and jobs
/// are not served.
/// </remarks>
public sealed class TwinQuery
{
    private const string Devices = "devices";
    private const string Modules = "devices.modules";

    // A twin is judged by itself: there is no message.
    private static readonly StoredMessage NoMessage = new(0, new Message
    {
        DeviceId = "", MessageId = null, EnqueuedAtUnixMs = 0, SystemProperties = "{}", Properties = "{}", Body = default,
    });

    private readonly QueryExpression? _where;

    private TwinQuery(bool isOfModules, QueryExpression? where) => (IsOfModules, _where) = (isOfModules, where);

    /// <summary>Whether it asks for modules, or else for devices.</summary>
    public bool IsOfModules { get; }

    /// <summary>Parses a query of at most <see cref="RoutingQuery.CharactersMax"/> characters.</summary>
    /// <param name="text">The query.</param>
    /// <param name="fault">Why it is none, beginning with the column, or null.</param>
    public static TwinQuery? Parse(string text, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            fault = null;
            if (text.Length > RoutingQuery.CharactersMax)
                throw new RoutingQueryException(
                    RoutingQuery.CharactersMax + 1, $"a query has at most {RoutingQuery.CharactersMax} characters");
            return Read(new QueryLexer(text).ReadAll());
        }
        catch (RoutingQueryException e)
        {
            fault = e.Message;
            return null;
        }
    }

    /// <summary>Whether a twin is among the results; a condition that is not defined for it says no.</summary>
    /// <param name="twin">The twin as the service API writes it.</param>
    public bool Matches(string twin) => _where is null || _where.Evaluate(new RoutedMessage(NoMessage) { TwinText = twin }).IsTrue;

    private static TwinQuery Read(List<QueryToken> tokens)
    {
        string[] opening = ["SELECT", "*", "FROM"];
        for (var i = 0; i < opening.Length; i++)
            if (!tokens[i].Is(opening[i])) throw Fault(tokens[i], $"SELECT * FROM {Devices}");
        var source = tokens[opening.Length];
        if (!source.Is(Devices) && !source.Is(Modules)) throw Fault(source, $"'{Devices}' or '{Modules}'");
        var where = tokens[opening.Length + 1];
        if (where.Kind == QueryTokenKind.End) return new TwinQuery(source.Is(Modules), null);
        if (!where.Is("WHERE")) throw Fault(where, "WHERE or the end of the query");
        var condition = new QueryParser(tokens[(opening.Length + 2)..], Reference).Parse();
        return new TwinQuery(source.Is(Modules), condition);
    }

    private static QueryExpression.Twin Reference(QueryToken name)
    {
        PathStep[] path = [.. name.Text.Split('.').Select(part => new PathStep(part))];
        return path.Any(step => step.Name!.Length == 0)
            ? throw new RoutingQueryException(name.Column, $"'{name.Text}' has an empty name in it")
            : new QueryExpression.Twin(path);
    }

    private static RoutingQueryException Fault(QueryToken found, string expected) =>
        new(found.Column, $"{found.Description} stands where {expected} must be");
}
