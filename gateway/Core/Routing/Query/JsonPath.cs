using System.Text.Json;

namespace Gateway.Core.Routing.Query;

/// <summary>Finds a value in a JSON document by steps.</summary>
internal static class JsonPath
{
    /// <summary>The value, or undefined. Names are compared exactly first, then without regard to case, as IoT Hub's queries do.</summary>
    public static QueryValue Find(JsonElement root, IReadOnlyList<PathStep> path)
    {
        var element = root;
        foreach (var step in path)
        {
            if (Enter(element, step) is not { } next) return QueryValue.Undefined;
            element = next;
        }

        return QueryValue.Of(element);
    }

    private static JsonElement? Enter(JsonElement element, PathStep step)
    {
        if (step.Name is null)
            return element.ValueKind == JsonValueKind.Array && step.Index < element.GetArrayLength() ? element[step.Index] : null;
        if (element.ValueKind != JsonValueKind.Object) return null;
        return element.TryGetProperty(step.Name, out var exact) ? exact : EnterIgnoringCase(element, step.Name);
    }

    private static JsonElement? EnterIgnoringCase(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        return null;
    }
}
