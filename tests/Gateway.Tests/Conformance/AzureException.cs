using System.Text.Json;

namespace Gateway.Tests.Conformance;

/// <summary>An error that one of Microsoft's clients reported.</summary>
internal sealed class AzureException(string name, string message) : Exception($"{name}: {message}")
{
    /// <summary>The error's class, such as UnauthorizedError.</summary>
    public string Name => name;

    public static AzureException From(JsonElement error) =>
        new(error.GetProperty("name").GetString()!, error.GetProperty("message").GetString()!);
}
