using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Core.Alerts;

/// <summary>
/// The alerts that a device opened by itself and has not resolved: at most one for each channel and side. A device that lost its memory,
/// by a power cut, opens another one and never resolves the first: whatever it says of one ends every other of the same rule. Not
/// thread-safe.
/// </summary>
internal sealed class EdgeAlerts
{
    private readonly SortedDictionary<string, Alert> _open = new(StringComparer.Ordinal);

    /// <summary>Takes what a device says of an alert.</summary>
    /// <param name="alert">The alert as it stands now.</param>
    /// <returns>The other alert of its rule, which has ended by that, or null where there is none.</returns>
    public Alert? Take(Alert alert)
    {
        var ended = _open.TryGetValue(alert.Rule, out var open) && open.Id != alert.Id ? Resolved(open, alert.UpdatedAt) : null;
        if (alert.State == AlertState.Open) _open[alert.Rule] = alert;
        else _open.Remove(alert.Rule);
        return ended;
    }

    public void Save(StateWriter writer)
    {
        writer.Int32(_open.Count);
        foreach (var alert in _open.Values)
        {
            writer.String(alert.Rule);
            writer.Byte((byte)alert.Channel);
            writer.Int64(alert.OpenedAt.UtcTicks);
            writer.Int64(alert.UpdatedAt.UtcTicks);
            writer.Double(alert.Value);
            writer.String(alert.Message);
        }
    }

    public void Load(ref StateReader reader, string deviceId)
    {
        for (var count = reader.Count(); count > 0; count--)
        {
            var (rule, channel) = (reader.String(), (Channel)reader.Byte());
            var (openedAt, updatedAt) = (Time(ref reader), Time(ref reader));
            _open[rule] = new Alert(
                AlertId.Of(rule, deviceId, openedAt), rule, deviceId, channel, AlertState.Open,
                openedAt, updatedAt, ResolvedAt: null, reader.Double(), reader.String());
        }
    }

    private static DateTimeOffset Time(ref StateReader reader) => new(reader.Int64(), TimeSpan.Zero);

    private static Alert Resolved(Alert open, DateTimeOffset at) =>
        open with { State = AlertState.Resolved, UpdatedAt = at, ResolvedAt = at };
}
