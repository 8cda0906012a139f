using System.Text.Json;

namespace Gateway.Core.Manifests;

/// <summary>Finds the mistakes in an IoT Edge deployment manifest before a device does. Thread-safe.</summary>
/// <remarks>
/// Source: Microsoft, "Learn how to deploy modules and establish routes in IoT Edge" and "Properties of the IoT Edge agent and IoT Edge
/// hub module twins". Layered deployments, whose keys are paths such as <c>properties.desired.modules.x</c>, are not known here.
/// </remarks>
public static class ManifestLinter
{
    private const string Root = "modulesContent";
    private const string Desired = "properties.desired";

    private const string HubFix =
        "add its desired properties: routes, without which no message reaches the hub, and storeAndForwardConfiguration";


    /// <summary>Lints a manifest.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <returns>The faults in the order of the manifest; none where it can be deployed.</returns>
    public static IReadOnlyList<ManifestFault> Lint(ReadOnlyMemory<byte> utf8)
    {
        var faults = new List<ManifestFault>();
        try
        {
            using var document = JsonDocument.Parse(utf8);
            LintRoot(new ManifestNode("$", document.RootElement, faults));
        }
        catch (JsonException e)
        {
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            faults.Add(new ManifestFault("$", $"it is no JSON ({place})", "correct it there"));
        }

        return faults;
    }

    private static void LintRoot(ManifestNode root)
    {
        if (!root.IsObject) root.Report("it is no object", $"write {{\"{Root}\":{{…}}}}");
        else if (root.Find(Root) is { } content) LintContent(content);
        else if (root.Members.FirstOrDefault(member => member.Name is "modulesDeployment" or "moduleContent").Node is { } misnamed)
            LintMisnamed(misnamed);
        else root.Report($"'{Root}' is missing", $"write {{\"{Root}\":{{\"$edgeAgent\":{{…}},\"$edgeHub\":{{…}}}}}}");
    }

    // Nothing under such a root is ever deployed, but what it holds is looked at all the same: it will be moved.
    private static void LintMisnamed(ManifestNode root)
    {
        root.Report(
            "IoT Edge knows no such root, so nothing of it is deployed and no message reaches the hub",
            $"name it '{Root}', with the modules in $edgeAgent's '{Desired}' and the routes in $edgeHub's");
        if (root.Find("$edgeAgent") is not null)
        {
            LintContent(root);
            return;
        }

        if (root.Find("schemaVersion") is { } version)
            version.Report("the version stands outside of the agent's properties", $"move it into $edgeAgent's '{Desired}'");
        LintDesired(root.Find(Desired) ?? root);
        root.Require("$edgeHub", HubFix);
    }

    private static void LintContent(ManifestNode content)
    {
        if (!content.IsObject) content.Report("it is no object", "write {\"$edgeAgent\":{…},\"$edgeHub\":{…}}");
        if (content.RequireObject("$edgeAgent", "add the agent's desired properties: runtime, systemModules, modules") is { } agent
            && agent.RequireObject(Desired, "add it") is { } agentDesired)
        {
            agentDesired.RequireOneOf("schemaVersion", "1.1", "1.0");
            LintDesired(agentDesired);
        }

        if (content.RequireObject("$edgeHub", HubFix) is { } hub && hub.RequireObject(Desired, "add it") is { } hubDesired)
            HubLinter.Lint(hubDesired);
    }

    private static void LintDesired(ManifestNode desired)
    {
        if (desired.RequireObject("runtime", "add {\"type\":\"docker\",\"settings\":{\"minDockerVersion\":\"v1.25\"}}") is { } runtime)
        {
            runtime.RequireOneOf("type", "docker");
            runtime.RequireObject("settings", "add {\"minDockerVersion\":\"v1.25\"}")?.Require("minDockerVersion", "add \"v1.25\"");
        }

        LintSystemModules(desired);
        LintModules(desired);
    }

    private static void LintSystemModules(ManifestNode desired)
    {
        if (desired.RequireObject("systemModules", "add edgeAgent and edgeHub with their images") is not { } modules) return;
        if (modules.RequireObject("edgeAgent", $"add it with the image {KnownImages.Agent}") is { } agent)
            ModuleLinter.LintContainer(agent);
        if (modules.RequireObject("edgeHub", $"add it with the image {KnownImages.Hub}") is not { } hub) return;
        ModuleLinter.LintContainer(hub);
        hub.RequireOneOf("status", "running");
        hub.RequireOneOf("restartPolicy", "always");
    }

    private static void LintModules(ManifestNode desired)
    {
        if (desired.RequireObject("modules", "add it, if only as {}") is not { } modules) return;
        foreach (var (name, module) in modules.Members) ModuleLinter.Lint(name, module);
    }
}
