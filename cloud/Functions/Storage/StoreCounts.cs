using Cloud.Core.Checkpoints;

namespace Cloud.Functions.Storage;

/// <summary>
/// The running counts that are stored beside the rows. Replayed events are not among them: they are nothing new, and a run with
/// crashes must end with the counts of a run without.
/// </summary>
internal static class StoreCounts
{
    /// <summary>Events read from the hub, each once.</summary>
    public const string Received = "received";

    /// <summary>Readings stored.</summary>
    public const string Stored = "stored";

    /// <summary>Resent messages that changed nothing.</summary>
    public const string Duplicates = "duplicates";

    /// <summary>Events that could not be decoded.</summary>
    public const string DeadLetters = "deadLetters";

    /// <summary>The names that always have a value, 0 at first.</summary>
    public static readonly IReadOnlyList<string> Always = [Received, Stored, Duplicates, DeadLetters, "windowRows", "anomalies"];

    /// <summary>What one call of the processor adds.</summary>
    public static IEnumerable<KeyValuePair<string, long>> Of(ProcessorOutput output)
    {
        var counts = output.Counts;
        return
        [
            new(Received, counts.Events - counts.Replayed),
            new(Stored, counts.Readings),
            new(Duplicates, counts.Duplicates),
            new(DeadLetters, counts.DeadLetters),
            new("gaps", counts.Gaps),
            new("missing", counts.Missing),
            new("early", counts.Early),
            new("late", counts.Late),
            new("outOfOrder", counts.OutOfOrder),
            new("dropped", counts.Dropped),
            new("windowRows", output.WindowRows.Count),
            new("anomalies", output.Anomalies.Count),
        ];
    }
}
