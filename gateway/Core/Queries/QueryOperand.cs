using System.Text.Json;

namespace Gateway.Core.Queries;

/// <summary>Something with a value. Immutable.</summary>
internal abstract record QueryOperand
{
    private QueryOperand()
    {
    }

    /// <summary>The value, or null where it is not defined.</summary>
    public abstract JsonElement? In(JsonElement twin);

    /// <summary>A value that the query itself gives.</summary>
    public sealed record Literal(JsonElement Value) : QueryOperand
    {
        public override JsonElement? In(JsonElement twin) => Value;
    }

    /// <summary>A property of the twin, by the names that lead to it.</summary>
    public sealed record Path(IReadOnlyList<string> Names) : QueryOperand
    {
        public override JsonElement? In(JsonElement twin)
        {
            foreach (var name in Names)
                if (twin.ValueKind != JsonValueKind.Object || !twin.TryGetProperty(name, out twin)) return null;
            return twin;
        }
    }
}
