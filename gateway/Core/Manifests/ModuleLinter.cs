using System.Text.Json;

namespace Gateway.Core.Manifests;

/// <summary>Finds the mistakes of one module.</summary>
/// <remarks>Source: Microsoft, "Properties of the IoT Edge agent and IoT Edge hub module twins", EdgeAgent desired properties.</remarks>
internal static class ModuleLinter
{
    private const string VersionFix = "write one such as \"1.0\"";

    private static readonly string[] Known =
    [
        "type", "settings", "status", "restartPolicy", "version", "imagePullPolicy", "startupOrder", "env", "configuration",
    ];

    /// <summary>Lints a module of "modules".</summary>
    public static void Lint(string name, ManifestNode module)
    {
        if (!Registry.DeviceIdentity.IsValidId(name)) module.Report($"'{name}' is no module id", "take letters, digits and - . _ only");
        if (!module.IsObject)
        {
            module.Report("it is no object", "write {\"type\":\"docker\",\"settings\":{\"image\":…},…}");
            return;
        }

        LintContainer(module);
        module.RequireOneOf("status", "running", "stopped");
        module.RequireOneOf("restartPolicy", "always", "on-failure", "on-unhealthy", "never");
        if (module.Require("version", VersionFix) is { Text: null } version) version.Report("it is no string", VersionFix);
        if (module.Find("imagePullPolicy") is not null) module.RequireOneOf("imagePullPolicy", "on-create", "never");
        if (module.Find("env") is { } env)
            foreach (var (variable, node) in env.Members) LintVariable(variable, node);
        foreach (var (member, node) in module.Members.Where(member => !Known.Contains(member.Name)))
            node.Report($"a module has no '{member}'", $"take it away, or name it one of {string.Join(", ", Known)}");
    }

    /// <summary>Lints what every module has, the system's among them: type, image and createOptions.</summary>
    public static void LintContainer(ManifestNode module)
    {
        module.RequireOneOf("type", "docker");
        if (module.RequireObject("settings", "add {\"image\":…,\"createOptions\":\"{}\"}") is not { } settings) return;
        if (settings.Require("image", "name the image with its tag") is { } image) LintImage(image);
        if (settings.Find("createOptions") is { } options) LintCreateOptions(options);
    }

    private static void LintVariable(string name, ManifestNode variable)
    {
        var fix = $"write \"{name}\":{{\"value\":\"…\"}}";
        if (variable.IsObject) variable.Require("value", fix);
        else variable.Report("it is no object", fix);
    }

    private static void LintImage(ManifestNode image)
    {
        if (string.IsNullOrWhiteSpace(image.Text)) image.Report("it names no image", "write registry/name:tag");
        else if (KnownImages.Fault(image.Text) is var (cause, fix)) image.Report(cause, fix);
    }

    // A string that holds JSON, as the twin's depth does not let an object in.
    private static void LintCreateOptions(ManifestNode options)
    {
        if (options.Text is not { } text)
        {
            options.Report("it is no string", "write Docker's options as JSON in a string, such as \"{\\\"HostConfig\\\":{}}\"");
            return;
        }

        if (text.Length > 0 && !IsJsonObject(text))
            options.Report("the string holds no JSON object", "write \"{}\", or correct the JSON in it");
    }

    private static bool IsJsonObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
