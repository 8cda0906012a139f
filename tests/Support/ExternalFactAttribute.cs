namespace Support;

/// <summary>
/// A test that needs a program from outside. Where it is not installed the test is skipped and says so; in CI, which installs
/// everything, it is never skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ExternalFactAttribute : FactAttribute
{
    /// <param name="program">The program's name on the PATH.</param>
    /// <param name="package">Debian's package that holds it.</param>
    public ExternalFactAttribute(string program, string package)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true" || Find(program) is not null) return;
        Skip = $"{program} is not installed (Debian: apt-get install {package})";
    }

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
