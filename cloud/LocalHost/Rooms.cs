namespace Cloud.LocalHost;

/// <summary>The devices on the desk: the five rooms of the sample plant, then as many numbered rooms as asked for.</summary>
public static class Rooms
{
    /// <summary>The device ids of the five rooms: Main Entrance, Kitchen, Deposit, Assembly Floor, Offices.</summary>
    public static IReadOnlyList<string> Named { get; } = ["main-entrance", "kitchen", "deposit", "assembly-floor", "offices"];

    /// <summary>The first <paramref name="count"/> device ids, the named rooms first.</summary>
    public static IReadOnlyList<string> Take(int count) =>
        [.. Enumerable.Range(0, count).Select(index => index < Named.Count ? Named[index] : $"room-{index + 1}")];

    /// <summary>Names devices in a line for people: the first five, and how many more there are.</summary>
    public static string Describe(IReadOnlyList<string> devices) =>
        string.Join(", ", devices.Take(Named.Count)) + (devices.Count > Named.Count ? $" and {devices.Count - Named.Count} more" : "");
}
