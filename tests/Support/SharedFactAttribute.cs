namespace Support;

/// <summary>A test that needs a file of the shared folder beside the repository; skipped, saying so, where the file is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="path">The file's or folder's path below shared/.</param>
    public SharedFactAttribute(string path)
    {
        if (Repository.Shared(path) is null) Skip = $"../shared/{path} is not here";
    }
}
