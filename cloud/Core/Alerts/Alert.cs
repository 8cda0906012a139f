using Cloud.Core.Events;

namespace Cloud.Core.Alerts;

/// <summary>One alert as it stands after a change; the id stays the same from opening to resolution. Immutable.</summary>
/// <param name="Id">32 hexadecimal digits derived from rule, device and opening time (<see cref="AlertId"/>).</param>
/// <param name="Rule">The rule's name, for example <c>temperature-step</c>.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="Channel">What was measured.</param>
/// <param name="State">Open or resolved.</param>
/// <param name="OpenedAt">Event time of the first reading that broke the rule, UTC.</param>
/// <param name="UpdatedAt">Event time of the reading that made this change, UTC.</param>
/// <param name="ResolvedAt">Event time of the reading that resolved it, UTC, or null while it is open.</param>
/// <param name="Value">The worst value so far: the one that broke the rule most.</param>
/// <param name="Message">One line for people: value, limit or mean, and unit.</param>
public sealed record Alert(
    string Id,
    string Rule,
    string DeviceId,
    Channel Channel,
    AlertState State,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ResolvedAt,
    double Value,
    string Message);
