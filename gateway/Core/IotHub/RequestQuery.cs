namespace Gateway.Core.IotHub;

/// <summary>
/// The query of a request's topic, <c>$rid=…&amp;name=value</c>, taken as it is: the request id returns in the topic of the answer, and
/// decoded it might not be a topic any more.
/// </summary>
internal static class RequestQuery
{
    /// <summary>
    /// The longest request id, in characters, so that the answer's topic cannot be too long. Official clients send a uuid.
    /// </summary>
    public const int RequestIdCharactersMax = 1_024;

    /// <summary>The request id, or null where it is missing, empty or too long.</summary>
    public static string? RequestId(string query) =>
        Find(query, HubTopics.RequestId) is { Length: > 0 and <= RequestIdCharactersMax } rid ? rid : null;

    /// <summary>The value of the first field with a name, or null.</summary>
    public static string? Find(string query, string name)
    {
        foreach (var field in query.Split('&'))
            if (field.StartsWith(name, StringComparison.Ordinal) && field.Length > name.Length && field[name.Length] == '=')
                return field[(name.Length + 1)..];
        return null;
    }
}
