using System.Text.RegularExpressions;
using System.Xml.Linq;
using Support;

namespace Firmware.Tests.Shell;

public sealed partial class BoardProjectTest
{
    private static readonly string Folder = Path.Combine(Repository.Root, "firmware", "Esp32");

    private static Dictionary<string, string> Packages => XDocument.Load(Path.Combine(Folder, "packages.config"))
        .Root!.Elements("package").ToDictionary(package => package.Attribute("id")!.Value, package => package.Attribute("version")!.Value);

    private static XDocument Project => XDocument.Load(Path.Combine(Folder, "Esp32.nfproj"));

    private static IEnumerable<Match> HintPaths =>
        Named("HintPath").Select(hint => PackagePath().Match(hint.Value));

    [Fact]
    public void Every_reference_lies_in_a_package_of_packages_config_and_each_package_is_referenced() =>
        Assert.Equal(
            Packages.Select(package => $"{package.Key}.{package.Value}").Order(),
            HintPaths.Select(hint => hint.Groups["package"].Value).Order());

    [SharedFact("reference/nanoframework-api")]
    public void Package_versions_are_those_whose_signatures_the_stubs_are_compared_with()
    {
        foreach (var hint in HintPaths)
        {
            var assembly = hint.Groups["assembly"].Value;
            // The signatures of Runtime.Events are two builds newer than the set of the official samples; the shell calls none of it.
            if (assembly == "nanoFramework.Runtime.Events") continue;
            var reference = Reference(assembly) ?? Reference("nanoFramework." + assembly);
            if (reference is null) continue; // only other packages call it
            var version = Packages.Single(Holds).Value;
            // The assemblies of nanoFramework.IoT.Device carry the first two numbers only.
            if (assembly is "Iot.Device.Bmxx80" or "System.Device.Model") version = version[..version.LastIndexOf('.')];
            Assert.Contains($" {version}.", File.ReadLines(reference).First(), StringComparison.Ordinal);

            bool Holds(KeyValuePair<string, string> package) => $"{package.Key}.{package.Value}" == hint.Groups["package"].Value;
        }
    }

    private static string? Reference(string assembly) => Repository.Shared("reference", "nanoframework-api", assembly + ".txt") is { } file
        && File.Exists(file)
        ? file
        : null;

    [Fact]
    public void Every_source_of_the_shell_and_of_Core_is_compiled()
    {
        Assert.Equal(["*.cs", @"..\Core\**\*.cs"], Named("Compile").Select(item => item.Attribute("Include")!.Value));
        Assert.DoesNotContain(Directory.GetDirectories(Folder), folder => Directory.GetFiles(folder, "*.cs").Length > 0);
    }

    [Fact]
    public void The_project_has_the_id_that_the_solution_lists() =>
        Assert.Contains(
            Named("ProjectGuid").Single().Value,
            File.ReadAllText(Path.Combine(Repository.Root, "SensorFirmware.sln")),
            StringComparison.Ordinal);

    private static IEnumerable<XElement> Named(string name) =>
        Project.Descendants().Where(element => element.Name.LocalName == name);

    [GeneratedRegex(@"\\packages\\(?<package>[^\\]+)\\lib\\(netnano1\.0\\)?(?<assembly>[^\\]+)\.dll$")]
    private static partial Regex PackagePath();
}
