using System.Globalization;
using Cloud.Core.Checkpoints;

namespace Cloud.Tests.Checkpoints;

/// <summary>Everything a processor put out, as lines that are equal when and only when the outputs are.</summary>
internal sealed class OutputLog
{
    public List<string> Lines { get; } = [];

    /// <summary>The lines in an order that says nothing about when they were put out.</summary>
    public IEnumerable<string> Sorted => Lines.Order(StringComparer.Ordinal);

    public void Add(ProcessorOutput output)
    {
        foreach (var row in output.Readings) Add($"{row}");
        foreach (var row in output.DeadLetters) Add($"{row}");
        AddResults(output);
        foreach (var state in output.DeviceStates) Add($"state {state.DeviceId} {Convert.ToHexString(state.Bytes.Span)}");
        Add($"{output.Position} {output.Counts}");
    }

    /// <summary>Only what follows from the readings: windows, anomalies, alerts.</summary>
    public void AddResults(ProcessorOutput output)
    {
        foreach (var row in output.WindowRows) Add($"{row}");
        foreach (var row in output.Anomalies) Add($"{row}");
        foreach (var alert in output.AlertChanges) Add($"{alert}");
    }

    private void Add(FormattableString line) => Lines.Add(line.ToString(CultureInfo.InvariantCulture));
}
