using System.Collections;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Firmware.Esp32;
using Support;

namespace Firmware.Tests.Shell;

public sealed class DeviceConfigurationTest
{
    [Fact]
    public void A_complete_file_is_taken()
    {
        var configuration = DeviceConfiguration.From(Values("dpsEndpoint"), out var error);

        Assert.Equal("", error);
        Assert.Equal(
            ("dpsEndpoint!", "idScope!", "registrationId!", "key!"),
            (configuration!.Endpoint, configuration.IdScope, configuration.RegistrationId, configuration.Key));
    }

    [Fact]
    public void Without_an_endpoint_it_is_Azures() =>
        Assert.Equal("global.azure-devices-provisioning.net", DeviceConfiguration.From(Values(), out _)!.Endpoint);

    [Theory]
    [InlineData("idScope", null)]
    [InlineData("registrationId", "")]
    [InlineData("key", 5)]
    public void A_missing_value_is_named_alone(string key, object? value)
    {
        var values = Values();
        values[key] = value;

        Assert.Null(DeviceConfiguration.From(values, out var error));

        Assert.StartsWith($" set \"{key}\", a text: ", error, StringComparison.Ordinal);
        Assert.Single(error.Split(" set ", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_sample_to_deploy_is_complete_and_its_key_is_that_of_the_documented_group()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "firmware", "Esp32", "deploy", "device.json"));
        var values = new Hashtable(JsonSerializer.Deserialize<Dictionary<string, string>>(sample)!);

        var configuration = DeviceConfiguration.From(values, out var error);

        Assert.Equal("", error);
        var group = Convert.FromBase64String("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        var key = HMACSHA256.HashData(group, Encoding.UTF8.GetBytes(configuration!.RegistrationId));
        Assert.Equal(Convert.ToBase64String(key), configuration.Key);
    }

    [Fact]
    public void A_missing_file_says_how_to_put_it_there()
    {
        var log = new FakeLog();

        Assert.Null(DeviceFile.Read("/nowhere/device.json", log));

        Assert.Equal(["Error config missing; deploy it with nanoff --filedeployment file=/nowhere/device.json"], log.Lines);
    }

    private static Hashtable Values(params string[] more)
    {
        var values = new Hashtable();
        foreach (var key in more.Concat(["idScope", "registrationId", "key"])) values[key] = key + "!";
        return values;
    }
}
