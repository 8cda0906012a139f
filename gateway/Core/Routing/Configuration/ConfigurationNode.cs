using System.Text.Json;

namespace Gateway.Core.Routing.Configuration;

/// <summary>A value of a configuration file that knows its key, such as "routes[0].condition", for errors. Immutable.</summary>
internal readonly record struct ConfigurationNode(JsonElement Json, string Key)
{
    /// <summary>The properties of an object, of which no others than these may be there.</summary>
    public ConfigurationNode Object(params ReadOnlySpan<string> known)
    {
        if (Json.ValueKind != JsonValueKind.Object) throw Fault("must be an object, {…}");
        foreach (var property in Json.EnumerateObject())
            if (!known.Contains(property.Name)) throw Child(property).Fault($"is no known key; there are {string.Join(", ", known)}");
        return this;
    }

    /// <summary>A property of an object, or null where it is not there.</summary>
    public ConfigurationNode? Find(string name) =>
        Json.TryGetProperty(name, out var value) ? new ConfigurationNode(value, KeyOf(name)) : null;

    /// <summary>A property that must be there.</summary>
    public ConfigurationNode Require(string name, string purpose) =>
        Find(name) ?? throw new RoutingConfigurationException(KeyOf(name), $"is missing; {purpose}");

    /// <summary>The properties of an object, by name.</summary>
    public IEnumerable<(string Name, ConfigurationNode Value)> Properties()
    {
        if (Json.ValueKind != JsonValueKind.Object) throw Fault("must be an object, {…}");
        var self = this;
        return Json.EnumerateObject().Select(property => (property.Name, self.Child(property)));
    }

    /// <summary>The items of an array.</summary>
    public List<ConfigurationNode> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array) throw Fault("must be a list, […]");
        var key = Key;
        return [.. Json.EnumerateArray().Select((item, index) => new ConfigurationNode(item, $"{key}[{index}]"))];
    }

    /// <summary>A text that is not empty.</summary>
    public string Text() => Json.ValueKind == JsonValueKind.String && Json.GetString() is { Length: > 0 } text
        ? text
        : throw Fault("must be a text that is not empty");

    /// <summary>A name of a route or an endpoint.</summary>
    public string Name() => CheckName(Text());

    /// <summary>This text, where it can be a name.</summary>
    public string CheckName(string name) =>
        name.Length is > 0 and <= Route.NameCharactersMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
            ? name
            : throw Fault($"must be at most {Route.NameCharactersMax} ASCII letters, digits, '-', '.' and '_'");

    /// <summary>True or false.</summary>
    public bool Flag() => Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault("must be true or false"),
    };

    /// <summary>A number in a range.</summary>
    public double Number(double min, double max) =>
        Json.ValueKind == JsonValueKind.Number && Json.GetDouble() is var number && number >= min && number <= max
            ? number
            : throw Fault(FormattableString.Invariant($"must be a number from {min} to {max}"));

    public RoutingConfigurationException Fault(string fault, Exception? cause = null) => new(Key, fault, cause);

    private ConfigurationNode Child(JsonProperty property) => new(property.Value, KeyOf(property.Name));

    private string KeyOf(string name) => Key.Length == 0 ? name : $"{Key}.{name}";
}
