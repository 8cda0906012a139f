using System.Text.Json;

namespace Gateway.Core.Queries;

/// <summary>
/// A condition on a twin: true, false, or not defined (null), where a property is missing or two values cannot be compared. Immutable.
/// </summary>
/// <remarks>Source: Microsoft, "IoT Hub query language for device and module twins", on conditions and undefined values.</remarks>
internal abstract record QueryCondition
{
    private QueryCondition()
    {
    }

    /// <summary>Judges a twin, given as the service API writes it.</summary>
    public abstract bool? Of(JsonElement twin);

    /// <summary>Both.</summary>
    public sealed record And(QueryCondition Left, QueryCondition Right) : QueryCondition
    {
        public override bool? Of(JsonElement twin) => Left.Of(twin) & Right.Of(twin);
    }

    /// <summary>Either.</summary>
    public sealed record Or(QueryCondition Left, QueryCondition Right) : QueryCondition
    {
        public override bool? Of(JsonElement twin) => Left.Of(twin) | Right.Of(twin);
    }

    /// <summary>The contrary.</summary>
    public sealed record Not(QueryCondition Inner) : QueryCondition
    {
        public override bool? Of(JsonElement twin) => !Inner.Of(twin);
    }

    /// <summary>Two values stand in a relation.</summary>
    public sealed record Comparison(QueryOperand Left, string Operator, QueryOperand Right) : QueryCondition
    {
        public override bool? Of(JsonElement twin) =>
            Left.In(twin) is { } left && Right.In(twin) is { } right ? QueryComparison.Holds(left, Operator, right) : null;
    }

    /// <summary>A value is one of several.</summary>
    public sealed record In(QueryOperand Value, IReadOnlyList<QueryOperand> Items) : QueryCondition
    {
        public override bool? Of(JsonElement twin) =>
            Value.In(twin) is { } value ? Items.Any(item => item.In(twin) is { } one && QueryComparison.Holds(value, "=", one) == true) : null;
    }

    /// <summary>A value is there, or is of a kind.</summary>
    public sealed record Test(Func<JsonElement?, bool> Holds, QueryOperand Value) : QueryCondition
    {
        public override bool? Of(JsonElement twin) => Holds(Value.In(twin));
    }
}
