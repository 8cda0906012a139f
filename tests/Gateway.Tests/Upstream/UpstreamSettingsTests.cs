using System.CommandLine;
using Gateway.Host;
using Gateway.Host.Configuration;
using Support;

namespace Gateway.Tests.Upstream;

public sealed class UpstreamSettingsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_a_parent_there_is_none() => Assert.Null(Read());

    [Fact]
    public void A_parent_a_policy_and_a_tier_are_read()
    {
        var policy = _directory.File("policy");
        File.WriteAllText(policy, "SharedAccessKeyName=device;SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");

        var options = Read("--upstream", "parent.local:1883", "--upstream-policy", policy, "--upstream-tier", "s1x2")!;

        Assert.Equal(("parent.local", 1883, "S1", 2), (options.HostName, options.Port, options.Tier!.Name, options.Units));
        Assert.Equal(("device", 32), (options.Policy!.Name, options.Policy.Key.Length));
        Assert.Equal(8883, Read("--upstream", "contoso.azure-devices.net")!.Port);
    }

    [Theory]
    [InlineData("--upstream", "a:b")]
    [InlineData("--upstream", "a:0")]
    [InlineData("--upstream", "")]
    [InlineData("--upstream-tier", "S9")]
    [InlineData("--upstream-tier", "S1x0")]
    [InlineData("--upstream-ca", "nowhere.pem")]
    [InlineData("--upstream-policy", "nowhere")]
    public void What_cannot_be_used_is_named(string option, string value)
    {
        string[] arguments = option == "--upstream" ? [option, value] : ["--upstream", "parent", option, value];

        Assert.Contains(option + " '", Assert.Throws<GatewayStartException>(() => Read(arguments)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_policy_file_is_told_without_its_key()
    {
        var policy = _directory.File("policy");
        File.WriteAllText(policy, "SharedAccessKeyName=device;SharedAccessKey=secret!");

        var failure = Assert.Throws<GatewayStartException>(() => Read("--upstream", "parent", "--upstream-policy", policy));

        Assert.DoesNotContain("secret!", failure.ToString(), StringComparison.Ordinal);
    }

    private static UpstreamOptions? Read(params string[] arguments)
    {
        var command = new RootCommand();
        SettingOptions.AddTo(command);
        return SettingOptions.Read(command.Parse(arguments), new Dictionary<string, string>()).Upstream;
    }
}
