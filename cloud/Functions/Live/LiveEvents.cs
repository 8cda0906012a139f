using Cloud.Core.Checkpoints;
using Cloud.Functions.Api;

namespace Cloud.Functions.Live;

/// <summary>What one commit changed, as server-sent events: <c>readings</c>, <c>averages</c>, <c>anomalies</c>, <c>alerts</c>.</summary>
internal static class LiveEvents
{
    public static ReadOnlyMemory<byte> Of(ProcessorOutput output)
    {
        using var events = new MemoryStream();
        Write(events, "readings", output.Readings.Select(ReadingView.Of));
        Write(events, "averages", AverageView.Of(output.WindowRows));
        Write(events, "anomalies", output.Anomalies.Select(AnomalyView.Of));
        Write(events, "alerts", output.AlertChanges.Select(AlertView.Of));
        return events.ToArray();
    }

    private static void Write<T>(Stream events, string name, IEnumerable<T> rows)
    {
        var list = rows.ToList();
        if (list.Count > 0) ServerSentEvents.Write(events, name, list);
    }
}
