using Gateway.Core.Routing.Query;

namespace Gateway.Core.Routing;

/// <summary>One way from a source to endpoints. Immutable, so safe for use by several threads.</summary>
public sealed record Route
{
    /// <summary>The longest name of a route or an endpoint, in characters.</summary>
    public const int NameCharactersMax = 64;

    /// <summary>Its name, unique in its table.</summary>
    public required string Name { get; init; }

    /// <summary>Which messages it looks at.</summary>
    /// <value>The default is telemetry.</value>
    public MessageSource Source { get; init; }

    /// <summary>Which of those it takes.</summary>
    /// <value>The default is every one.</value>
    public RoutingQuery Condition { get; init; } = RoutingQuery.Always;

    /// <summary>Where they go.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>Whether it is in use.</summary>
    /// <value>The default is true.</value>
    public bool IsEnabled { get; init; } = true;

    internal bool Takes(RoutedMessage message) => message.Source == Source && Condition.Holds(message);
}
