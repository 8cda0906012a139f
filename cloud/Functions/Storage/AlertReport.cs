namespace Cloud.Functions.Storage;

/// <summary>One alert as it stands in the store. Immutable.</summary>
/// <param name="Id">The identity derived from rule, device and opening time.</param>
/// <param name="Device">The device's id.</param>
/// <param name="Rule">The rule's name, for example <c>temperature-step</c>.</param>
/// <param name="OpenedAt">Event time of the first reading that broke the rule.</param>
/// <param name="ResolvedAt">Event time at which the rule held again, or null while the alert is open.</param>
public sealed record AlertReport(string Id, string Device, string Rule, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt);
