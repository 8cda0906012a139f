using System.Globalization;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Core.Alerts;

/// <summary><c>temperature-range</c>: the temperature stays between two limits. Immutable.</summary>
public sealed record TemperatureRangeRule() : AlertRule("temperature-range", Channel.Temperature)
{
    /// <summary>The lowest temperature that keeps the rule, °C.</summary>
    /// <value>The default is 0, as in the sensors.json of the source documents.</value>
    public double LowC { get; init; }

    /// <summary>The highest temperature that keeps the rule, °C.</summary>
    /// <value>The default is 45, as in the sensors.json of the source documents.</value>
    public double HighC { get; init; } = 45;

    /// <summary>How far inside the limits the temperature must come back, °C.</summary>
    /// <value>The default is 1.</value>
    public double HysteresisC { get; init; } = 1;

    internal override AlertCondition NewCondition() => new Condition(this);

    internal override void Validate()
    {
        base.Validate();
        if (!(HysteresisC >= 0 && LowC + HysteresisC <= HighC - HysteresisC))
            throw new ArgumentException($"{Name}: nothing lies {HysteresisC} °C inside {LowC} to {HighC} °C");
    }

    private sealed class Condition(TemperatureRangeRule rule) : AlertCondition
    {
        public override Assessment Assess(long ticks, double value, bool isOpen)
        {
            if (value > rule.HighC) return new Assessment(AlertSide.High, value - rule.HighC, Message(value, "above", rule.HighC));
            if (value < rule.LowC) return new Assessment(AlertSide.Low, rule.LowC - value, Message(value, "below", rule.LowC));
            var isClear = value <= rule.HighC - rule.HysteresisC && value >= rule.LowC + rule.HysteresisC;
            return isClear ? Assessment.Clear : Assessment.Undecided;
        }

        public override void Save(StateWriter writer)
        {
            // A range needs no memory.
        }

        public override void Load(ref StateReader reader)
        {
            // A range needs no memory.
        }

        private static string Message(double value, string side, double limit) =>
            string.Create(CultureInfo.InvariantCulture, $"temperature {value:0.##} °C is {side} {limit:0.##} °C");
    }
}
