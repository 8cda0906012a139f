using Cloud.Core.Checkpoints;

namespace Cloud.Core.Alerts;

/// <summary>A rule's view of one device: assesses each reading, with whatever it must remember for that. Not thread-safe.</summary>
internal abstract class AlertCondition
{
    /// <summary>Assesses a value; times never go back.</summary>
    /// <param name="ticks">The value's time.</param>
    /// <param name="value">The value, finite.</param>
    /// <param name="isOpen">Whether an alert of this rule is open.</param>
    public abstract Assessment Assess(long ticks, double value, bool isOpen);

    public abstract void Save(StateWriter writer);

    public abstract void Load(ref StateReader reader);
}
