namespace Support;

/// <summary>Where the tests find what lies outside their assembly.</summary>
internal static class Repository
{
    /// <summary>The repository's top folder, found upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a golden message under tests/Contracts.</summary>
    public static string Contract(params string[] parts) => Path.Combine([Root, "tests", "Contracts", .. parts]);

    /// <summary>The path of a file in the shared folder beside the repository, or null where that folder is absent.</summary>
    public static string? Shared(params string[] parts)
    {
        var path = Path.Combine([Root, "..", "shared", .. parts]);
        return Path.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "SensorFirmware.sln"))) return folder;
        throw new DirectoryNotFoundException($"no SensorFirmware.sln above {AppContext.BaseDirectory}");
    }
}
