using System.CommandLine;
using Gateway.Core.Manifests;

namespace Gateway.Host.Configuration;

/// <summary>The command "lint-manifest": finds the mistakes in an IoT Edge deployment manifest before a device does.</summary>
internal static class LintManifestCommand
{
    private static readonly Argument<string> Manifest = new("file") { Description = "The deployment manifest, a JSON file" };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("lint-manifest", "Finds the mistakes in an IoT Edge deployment manifest") { Manifest };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var path = parsed.GetValue(Manifest)!;
        try
        {
            var faults = ManifestLinter.Lint(File.ReadAllBytes(path));
            foreach (var fault in faults) parsed.InvocationConfiguration.Output.WriteLine($"{path}: {fault}");
            return faults.Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"gateway: '{path}' cannot be read ({e.Message}); name a manifest's file");
            return 1;
        }
    }
}
