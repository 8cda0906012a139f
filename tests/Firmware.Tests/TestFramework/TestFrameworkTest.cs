using System.Xml.Linq;
using Firmware.Tests.NanoApi;
using nanoFramework.TestFramework;
using Support;
using Assert = Xunit.Assert;

namespace Firmware.Tests.TestFramework;

/// <summary>The stand-in and the project for nanoCLR are what they say they are.</summary>
public sealed class TestFrameworkTest
{
    [SharedFact("reference/nanoframework-api")]
    public void The_stand_in_has_only_what_the_real_framework_has()
    {
        var reference = NanoApiReference.Load(Repository.Shared("reference", "nanoframework-api")!);
        Type[] standIn =
            [typeof(TestClassAttribute), typeof(TestMethodAttribute), typeof(nanoFramework.TestFramework.Assert)];
        Assert.Equal([], StubComparison.Differences(standIn, reference));
    }

    [Fact]
    public void The_tests_run_on_the_package_versions_of_the_board()
    {
        var board = Packages("firmware", "Esp32");
        var shared = Packages("tests", "Firmware.Tests.Nano").Where(package => package.Key != "nanoFramework.TestFramework").ToArray();
        Assert.NotEmpty(shared);
        Assert.All(shared, package => Assert.Equal(board[package.Key], package.Value));
    }

    [Fact]
    public void Every_reference_of_the_test_project_is_a_listed_package()
    {
        var listed = Packages("tests", "Firmware.Tests.Nano").Select(package => $"{package.Key}.{package.Value}").ToHashSet();
        var project = XDocument.Load(Path.Combine(Repository.Root, "tests", "Firmware.Tests.Nano", "Firmware.Tests.Nano.nfproj"));
        var paths = project.Descendants().Where(element => element.Name.LocalName == "HintPath");
        var hints = paths.Select(path => path.Value.Split('\\')[3]).ToArray();
        Assert.NotEmpty(hints);
        Assert.All(hints, hint => Assert.Contains(hint, listed));
    }

    private static Dictionary<string, string> Packages(params string[] folder) =>
        XDocument.Load(Path.Combine([Repository.Root, .. folder, "packages.config"])).Root!.Elements("package")
            .ToDictionary(package => (string)package.Attribute("id")!, package => (string)package.Attribute("version")!);
}
