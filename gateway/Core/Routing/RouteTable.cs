using System.Collections.Immutable;

namespace Gateway.Core.Routing;

/// <summary>
/// Where messages go: along every route that takes them, to each endpoint once; telemetry that no route takes goes along the fallback
/// route, so nothing that was acknowledged is left without an endpoint. Immutable, so safe for use by several threads.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Use IoT Hub message routing to send device-to-cloud messages to different endpoints". Unlike there, the fallback
/// route cannot be turned off, and it may have several endpoints.
/// </remarks>
public sealed class RouteTable
{
    private readonly ImmutableArray<Route> _routes;

    /// <summary>Makes a table.</summary>
    /// <param name="routes">The routes; those that are not enabled count for nothing.</param>
    /// <param name="fallback">The endpoints of the fallback route.</param>
    public RouteTable(IEnumerable<Route> routes, IReadOnlyList<string> fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        _routes = [.. routes.Where(route => route.IsEnabled)];
        Fallback = [.. fallback];
        ReadsTwin = _routes.Any(route => route.Condition.ReadsTwin);
    }

    /// <summary>The endpoints of the fallback route.</summary>
    public IReadOnlyList<string> Fallback { get; }

    /// <summary>Whether a condition asks for the sender's twin.</summary>
    public bool ReadsTwin { get; }

    /// <summary>Whether messages of a source can go anywhere; what can not need not be stored.</summary>
    public bool Has(MessageSource source) => source == MessageSource.DeviceMessages || _routes.Any(route => route.Source == source);

    /// <summary>Whether an endpoint gets a message.</summary>
    public bool Delivers(RoutedMessage message, string endpoint)
    {
        ArgumentNullException.ThrowIfNull(message);
        var isTaken = false;
        foreach (var route in _routes)
        {
            if (!route.Takes(message)) continue;
            if (route.Endpoints.Contains(endpoint)) return true;
            isTaken = true;
        }

        return !isTaken && message.Source == MessageSource.DeviceMessages && Fallback.Contains(endpoint);
    }
}
