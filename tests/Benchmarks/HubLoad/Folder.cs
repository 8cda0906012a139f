using System.Diagnostics;

namespace Benchmarks.HubLoad;

/// <summary>A directory that goes with its owner, and what beside the repository a run needs.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gateway-load-");

    public string Path => _directory.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>A file of the shared folder beside the repository, or null where there is none.</summary>
    public static string? Shared(params string[] parts)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = System.IO.Path.Combine([at.FullName, "shared", .. parts]);
            if (System.IO.File.Exists(candidate)) return candidate;
        }

        return null;
    }

    /// <summary>A program on the PATH, or null.</summary>
    public static string? Program(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator).Append("/usr/sbin")
        .Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(System.IO.File.Exists);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }
}
