using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Manifests;
using Support;

namespace Gateway.Tests.Manifests;

/// <summary>
/// Rows S0-13 to S0-22 of the requirements, and the mistakes B2 and B3. Microsoft, "Learn how to deploy modules and establish routes in
/// IoT Edge"; "Properties of the IoT Edge agent and IoT Edge hub module twins".
/// </summary>
public sealed class ManifestLinterTests
{
    private const string Agent = "$.modulesContent.$edgeAgent['properties.desired']";
    private const string Hub = "$.modulesContent.$edgeHub['properties.desired']";

    /// <summary>The manifest of source document 000, as it is printed there.</summary>
    private const string Source = """
        {
            "modulesDeployment": {
                "schemaVersion": "1.0",
                "properties.desired": {
                    "modules": {
                        "temperatureSensor": {
                            "type": "docker",
                            "settings": {
                                "image": "mcr.microsoft.com/azureiotedge-sensor:1.4",
                                "createOptions": "{}"
                            },
                            "status": "running",
                            "restartPolicy": "always",
                            "version": "1.0"
                        }
                    }
                }
            }
        }
        """;

    [Fact]
    public void The_manifest_that_is_shipped_has_no_fault() =>
        Assert.Empty(ManifestLinter.Lint(File.ReadAllBytes(ShippedFile)));

    [Fact]
    public void The_published_manifest_of_the_source_has_a_root_that_IoT_Edge_does_not_know()
    {
        var faults = Lint(Source);

        Assert.Equal(
            [
                "$.modulesDeployment",
                "$.modulesDeployment.schemaVersion",
                "$.modulesDeployment['properties.desired']",
                "$.modulesDeployment['properties.desired']",
                "$.modulesDeployment['properties.desired'].modules.temperatureSensor.settings.image",
                "$.modulesDeployment",
            ],
            faults.Select(fault => fault.Path));
        Assert.Contains("modulesContent", faults[0].Fix, StringComparison.Ordinal);
        Assert.Contains("'runtime' is missing", faults[2].Cause, StringComparison.Ordinal);
        Assert.Contains("'systemModules' is missing", faults[3].Cause, StringComparison.Ordinal);
        Assert.Contains("'$edgeHub' is missing", faults[5].Cause, StringComparison.Ordinal);
        Assert.Contains("routes", faults[5].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_of_the_source_was_never_published_under_that_name()
    {
        var fault = Lint(Source).Single(fault => fault.Path.EndsWith(".image", StringComparison.Ordinal));

        Assert.Contains("mcr.microsoft.com/azureiotedge-sensor", fault.Cause, StringComparison.Ordinal);
        Assert.Contains("mcr.microsoft.com/azureiotedge-simulated-temperature-sensor", fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_of_the_source_is_deployed_where_it_belongs_and_with_the_published_image()
    {
        var sensor = JsonNode.Parse(Source)!["modulesDeployment"]!["properties.desired"]!["modules"]!["temperatureSensor"]!.DeepClone();
        sensor["settings"]!["image"] = "mcr.microsoft.com/azureiotedge-simulated-temperature-sensor:1.0";
        var manifest = Shipped();
        Desired(manifest, "$edgeAgent")["modules"]!["temperatureSensor"] = sensor;

        Assert.Empty(Lint(manifest.ToJsonString()));
    }

    [Theory]
    [InlineData("S0-14", "schemaVersion", "\"2.0\"", ".schemaVersion")]
    [InlineData("S0-14", "schemaVersion", "1.0", ".schemaVersion")]
    [InlineData("S0-16", "modules/gateway", "[]", ".modules.gateway")]
    [InlineData("S0-17", "modules/gateway/type", "\"podman\"", ".modules.gateway.type")]
    [InlineData("S0-18", "modules/gateway/settings/image", "\"\"", ".modules.gateway.settings.image")]
    [InlineData("S0-18", "modules/gateway/settings/image", "\"registry.example:5000/gateway\"", ".modules.gateway.settings.image")]
    [InlineData("S0-18", "modules/gateway/settings/image", "\"registry.example/Gateway:1\"", ".modules.gateway.settings.image")]
    [InlineData("S0-19", "modules/gateway/settings/createOptions", "{}", ".modules.gateway.settings.createOptions")]
    [InlineData("S0-19", "modules/gateway/settings/createOptions", "\"{HostConfig\"", ".modules.gateway.settings.createOptions")]
    [InlineData("S0-19", "modules/gateway/settings/createOptions", "\"[]\"", ".modules.gateway.settings.createOptions")]
    [InlineData("S0-20", "modules/gateway/status", "\"paused\"", ".modules.gateway.status")]
    [InlineData("S0-21", "modules/gateway/restartPolicy", "\"sometimes\"", ".modules.gateway.restartPolicy")]
    [InlineData("S0-22", "modules/gateway/version", "1", ".modules.gateway.version")]
    [InlineData("env", "modules/gateway/env", "{\"LEVEL\":\"x\"}", ".modules.gateway.env.LEVEL")]
    [InlineData("misspelt", "modules/gateway/restartpolicy", "\"always\"", ".modules.gateway.restartpolicy")]
    [InlineData("edgeHub", "systemModules/edgeHub/status", "\"stopped\"", ".systemModules.edgeHub.status")]
    [InlineData("edgeHub", "systemModules/edgeHub/restartPolicy", "\"never\"", ".systemModules.edgeHub.restartPolicy")]
    [InlineData("runtime", "runtime/type", "\"podman\"", ".runtime.type")]
    public void A_mistake_of_the_agents_properties_is_found_where_it_stands(string row, string at, string value, string path)
    {
        var manifest = Shipped();
        Set(Desired(manifest, "$edgeAgent"), at, value);

        var fault = Assert.Single(Lint(manifest.ToJsonString()));

        Assert.True(fault.Path == Agent + path, $"{row}: {fault}");
        Assert.NotEmpty(fault.Fix);
    }

    [Theory]
    [InlineData("schemaVersion", "\"3\"", ".schemaVersion")]
    [InlineData("routes", "{}", ".routes")]
    [InlineData("routes/upstream", "\"FROM /messages/* TO $upstream\"", ".routes.upstream")]
    [InlineData("routes/upstream", "\"FROM /messages/* INTO upstream\"", ".routes.upstream")]
    [InlineData("routes/upstream", "{\"priority\":0}", ".routes.upstream")]
    [InlineData("storeAndForwardConfiguration/timeToLiveSecs", "0", ".storeAndForwardConfiguration.timeToLiveSecs")]
    [InlineData("storeAndForwardConfiguration/timeToLiveSecs", "\"7200\"", ".storeAndForwardConfiguration.timeToLiveSecs")]
    public void A_mistake_of_the_hubs_properties_is_found_where_it_stands(string at, string value, string path)
    {
        var manifest = Shipped();
        Set(Desired(manifest, "$edgeHub"), at, value);

        Assert.Equal(Hub + path, Assert.Single(Lint(manifest.ToJsonString())).Path);
    }

    [Theory]
    [InlineData("FROM /messages/modules/sensor/outputs/* INTO BrokeredEndpoint(\"/modules/filter/inputs/in\")")]
    [InlineData("from /messages/* where $body.machine.temperature > 60 into $upstream")]
    public void A_route_may_have_a_condition_and_end_at_a_module(string route)
    {
        var manifest = Shipped();
        Desired(manifest, "$edgeHub")["routes"]!["upstream"] = new JsonObject { ["route"] = route, ["priority"] = 0 };

        Assert.Empty(Lint(manifest.ToJsonString()));
    }

    [Theory]
    [InlineData("$edgeAgent", "runtime")]
    [InlineData("$edgeAgent", "systemModules")]
    [InlineData("$edgeAgent", "modules")]
    [InlineData("$edgeAgent", "schemaVersion")]
    [InlineData("$edgeHub", "routes")]
    [InlineData("$edgeHub", "storeAndForwardConfiguration")]
    public void What_must_be_there_is_missed(string twin, string name)
    {
        var manifest = Shipped();
        Desired(manifest, twin).Remove(name);

        Assert.Contains($"'{name}' is missing", Assert.Single(Lint(manifest.ToJsonString())).Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{\n\"modulesContent\": }", "line 2")]
    [InlineData("[]", "$: it is no object")]
    [InlineData("{}", "'modulesContent' is missing")]
    [InlineData("{\"modulesContent\":1}", "no object")]
    [InlineData("{\"modulesContent\":{}}", "'$edgeHub' is missing")]
    [InlineData("{\"modulesContent\":{\"$edgeAgent\":null,\"$edgeHub\":[]}}", "no object")]
    public void What_is_no_manifest_at_all_is_a_fault_too(string text, string expected) =>
        Assert.Contains(Lint(text), fault => fault.ToString().Contains(expected, StringComparison.Ordinal));

    private static string ShippedFile => Path.Combine(Repository.Root, "gateway", "deployment.json");

    private static JsonObject Shipped() => JsonNode.Parse(File.ReadAllBytes(ShippedFile))!.AsObject();

    private static JsonObject Desired(JsonObject manifest, string twin) =>
        manifest["modulesContent"]![twin]!["properties.desired"]!.AsObject();

    private static void Set(JsonObject root, string at, string value)
    {
        var names = at.Split('/');
        var parent = names[..^1].Aggregate(root, (node, name) => node[name]!.AsObject());
        parent[names[^1]] = JsonNode.Parse(value);
    }

    private static IReadOnlyList<ManifestFault> Lint(string text) => ManifestLinter.Lint(Encoding.UTF8.GetBytes(text));
}
