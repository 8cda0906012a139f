using System.Diagnostics;
using System.Security.Cryptography;
using Support;

namespace Gateway.Tests.Running;

/// <summary>
/// A folder of these tests with JavaScript and a locked list of packages. The packages are fetched once for each state of the list, into
/// artifacts/npm, with "npm ci".
/// </summary>
internal static class NodeFolder
{
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(2);
    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>Runs a script to its end, which must be a good one.</summary>
    /// <param name="folder">The folder, below the repository's.</param>
    /// <param name="script">The script's name.</param>
    /// <param name="arguments">What it is told.</param>
    /// <returns>The lines that it printed.</returns>
    public static async Task<string[]> RunAsync(string folder, string script, params string[] arguments)
    {
        var installed = await PrepareAsync(folder, script);
        var printed = await ExecuteAsync(installed, RunPatience, "node", [script, .. arguments]);
        return printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Puts a script beside its packages and returns where they are.</summary>
    public static async Task<string> PrepareAsync(string folder, string script)
    {
        var installed = await InstallAsync(Path.Combine(Repository.Root, folder));
        File.Copy(Path.Combine(Repository.Root, folder, script), Path.Combine(installed, script), overwrite: true);
        return installed;
    }

    private static async Task<string> InstallAsync(string folder)
    {
        await Installing.WaitAsync();
        try
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"))));
            var target = Path.Combine(Repository.Root, "artifacts", "npm", $"{Path.GetFileName(folder)}-{hash[..16]}");
            var stamp = Path.Combine(target, "installed.stamp");
            if (File.Exists(stamp)) return target;
            Directory.CreateDirectory(target);
            foreach (var name in new[] { "package.json", "package-lock.json", ".npmrc" })
                File.Copy(Path.Combine(folder, name), Path.Combine(target, name), overwrite: true);
            await ExecuteAsync(target, InstallPatience, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            await File.WriteAllTextAsync(stamp, "");
            return target;
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task<string> ExecuteAsync(string folder, TimeSpan patience, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var printed = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(patience);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode} after\n{await printed}\n{await errors}");
            return await printed;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
