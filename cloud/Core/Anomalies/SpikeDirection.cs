namespace Cloud.Core.Anomalies;

/// <summary>Which side of the history counts as anomalous.</summary>
public enum SpikeDirection
{
    /// <summary>Both sides; the smaller of the two one-sided p-values, not doubled.</summary>
    SpikesAndDips = 0,

    /// <summary>High values only.</summary>
    Spikes = 1,

    /// <summary>Low values only.</summary>
    Dips = 2,
}
