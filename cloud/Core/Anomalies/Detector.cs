using Cloud.Core.Checkpoints;

namespace Cloud.Core.Anomalies;

/// <summary>One detector's memory of one series. Not thread-safe.</summary>
internal abstract class Detector
{
    /// <summary>Judges a finite value, which then belongs to the history.</summary>
    public abstract DetectorResult Score(float value);

    public abstract void Save(StateWriter writer);

    public abstract void Load(ref StateReader reader);
}
