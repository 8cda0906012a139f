using System.Text.Json;

namespace Gateway.Core.Manifests;

/// <summary>A value of a manifest with its place, and the faults found so far. Not thread-safe.</summary>
internal sealed class ManifestNode(string path, JsonElement value, List<ManifestFault> faults)
{
    public JsonElement Value => value;

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    /// <summary>The members of an object, in their order; none of what is no object.</summary>
    public IEnumerable<(string Name, ManifestNode Node)> Members => IsObject
        ? value.EnumerateObject().Select(member => (member.Name, new ManifestNode(PathOf(member.Name), member.Value, faults)))
        : [];

    /// <summary>A member; null where there is none.</summary>
    public ManifestNode? Find(string name) =>
        IsObject && value.TryGetProperty(name, out var member) ? new ManifestNode(PathOf(name), member, faults) : null;

    /// <summary>A member that must be there; null, and a fault, where there is none.</summary>
    public ManifestNode? Require(string name, string fix)
    {
        var member = Find(name);
        if (member is null && IsObject) Report($"'{name}' is missing", fix);
        return member;
    }

    /// <summary>A member that must be an object; null, and a fault, where it is not.</summary>
    public ManifestNode? RequireObject(string name, string fix)
    {
        if (Require(name, fix) is not { } member) return null;
        if (member.IsObject) return member;
        member.Report("it is no object", fix);
        return null;
    }

    /// <summary>A member that must be one of these texts; a fault where it is not.</summary>
    public void RequireOneOf(string name, params string[] allowed)
    {
        var fix = $"write {string.Join(" or ", allowed.Select(text => $"\"{text}\""))}";
        if (Require(name, fix) is { } member && !allowed.Contains(member.Text))
            member.Report($"{member.Value.GetRawText()} is not allowed", fix);
    }

    /// <summary>The value where it is a text, else null.</summary>
    public string? Text => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Keeps a fault of this value.</summary>
    public void Report(string cause, string fix) => faults.Add(new ManifestFault(path, cause, fix));

    private string PathOf(string name) => name.Contains('.', StringComparison.Ordinal) ? $"{path}['{name}']" : $"{path}.{name}";
}
