using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>
/// One channel of a <c>curve/1</c> message, restored at every sampling instant that its curves cover. Units: hundredths of the
/// channel's. Not thread-safe.
/// </summary>
internal sealed class CurveChannel(string name, int samples)
{
    private readonly int?[] _values = new int?[samples];

    /// <summary>The last instant that a curve has covered.</summary>
    private int _covered = -1;

    /// <summary>The values by instant; null where the sample was missing.</summary>
    public IReadOnlyList<int?> Values => _values;

    /// <summary>Restores the values.</summary>
    /// <param name="curves">The member of the body: one curve, or an array of curves in order.</param>
    /// <param name="refusal">Why not, when the result is false.</param>
    public bool TryRead(JsonElement curves, out Refusal refusal)
    {
        refusal = default;
        if (curves.ValueKind != JsonValueKind.Array) return TryReadCurve(curves, out refusal);
        foreach (var curve in curves.EnumerateArray())
            if (!TryReadCurve(curve, out refusal)) return false;
        return true;
    }

    private bool TryReadCurve(JsonElement curve, out Refusal refusal)
    {
        if (LooseJson.Member(curve, "eps") is not { ValueKind: JsonValueKind.Number } eps || !eps.TryGetInt32(out var bound) || bound < 0)
            return Refuse("a curve's eps is not a count of hundredths", out refusal);
        var indices = LooseJson.Member(curve, "n");
        var values = LooseJson.Member(curve, "v");
        if (indices.ValueKind != JsonValueKind.Array || values.ValueKind != JsonValueKind.Array)
            return Refuse("a curve has no arrays n and v", out refusal);
        var count = indices.GetArrayLength();
        if (count == 0 || count != values.GetArrayLength())
            return Refuse($"a curve has {count} n and {values.GetArrayLength()} v", out refusal);
        return TryReadKnots(indices, values, out refusal);
    }

    private bool TryReadKnots(JsonElement indices, JsonElement values, out Refusal refusal)
    {
        CurveKnot? before = null;
        using var value = values.EnumerateArray();
        foreach (var index in indices.EnumerateArray())
        {
            value.MoveNext();
            if (!TryReadKnot(before ?? default, index, value.Current, out var knot))
                return Refuse($"an increment after index {before?.Index ?? 0} is no integer, or leads out of 32 bits", out refusal);
            if (knot.Index <= _covered || knot.Index >= samples)
                return Refuse($"the knot at index {knot.Index} is not in ({_covered}, {samples})", out refusal);
            Restore(before ?? knot, knot);
            before = knot;
        }

        refusal = default;
        return true;
    }

    private static bool TryReadKnot(CurveKnot before, JsonElement index, JsonElement value, out CurveKnot knot)
    {
        knot = default;
        if (index.ValueKind != JsonValueKind.Number || !index.TryGetInt32(out var indexIncrement)) return false;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var valueIncrement)) return false;
        var (nextIndex, nextValue) = ((long)before.Index + indexIncrement, (Int128)before.Value + valueIncrement);
        if (nextIndex is < 0 or > int.MaxValue || nextValue < int.MinValue || nextValue > int.MaxValue) return false;
        knot = new CurveKnot((int)nextIndex, (int)nextValue);
        return true;
    }

    private void Restore(CurveKnot from, CurveKnot to)
    {
        for (var index = from.Index; index <= to.Index; index++) _values[index] = CurveKnot.ValueBetween(from, to, index);
        _covered = to.Index;
    }

    private bool Refuse(string detail, out Refusal refusal)
    {
        refusal = new Refusal(RefusalReason.InvalidCurve, $"{name}: {detail}");
        return false;
    }
}
