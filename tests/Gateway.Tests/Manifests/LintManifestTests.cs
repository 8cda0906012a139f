using System.CommandLine;
using Gateway.Host.Configuration;
using Support;

namespace Gateway.Tests.Manifests;

/// <summary>The command of rows S0-18 and S0-19 of the requirements: a fault is a line, and ends the program with 1.</summary>
public sealed class LintManifestTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_manifest_without_faults_ends_with_0_and_says_nothing() =>
        Assert.Equal((0, ""), await RunAsync(Path.Combine(Repository.Root, "gateway", "deployment.json")));

    [Fact]
    public async Task Each_fault_is_a_line_with_file_path_cause_and_fix()
    {
        var file = _directory.File("deployment.json");
        await File.WriteAllTextAsync(file, """{"modulesContent":1}""");

        var (code, printed) = await RunAsync(file);

        Assert.Equal(1, code);
        Assert.NotEmpty(printed);
        Assert.All(printed.Split('\n'), line => Assert.StartsWith($"{file}: $.modulesContent: it is no object; ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_in_one_line()
    {
        var (code, printed) = await RunAsync(_directory.File("nowhere.json"));

        Assert.Equal(1, code);
        Assert.Contains("nowhere.json' cannot be read", printed, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', printed);
    }

    private static async Task<(int Code, string Printed)> RunAsync(string file)
    {
        using var console = new StringWriter();
        var code = await GatewayCommand.RunAsync(
            ["lint-manifest", file], new InvocationConfiguration { Output = console, Error = console });
        return (code, console.ToString().TrimEnd());
    }
}
