using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Cloud.Functions.Dashboard;

/// <summary>One file of the page, as it is embedded in this assembly. Immutable.</summary>
internal sealed class DashboardFile
{
    private const string ResourcePrefix = "dashboard/";

    private DashboardFile(string name, byte[] content)
    {
        Name = name;
        Content = content;
        ContentType = ContentTypeOf(name);
        EntityTag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"";
    }

    public string Name { get; }

    public byte[] Content { get; }

    public string ContentType { get; }

    /// <summary>Changes with the content, so that a browser keeps a file until the next version.</summary>
    public string EntityTag { get; }

    /// <summary>Every file of the page by its name.</summary>
    public static FrozenDictionary<string, DashboardFile> ReadAll()
    {
        var assembly = typeof(DashboardFile).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => new DashboardFile(name[ResourcePrefix.Length..], Read(assembly, name)))
            .ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".txt" => "text/plain; charset=utf-8",
        var other => throw new InvalidOperationException($"no content type is known for the dashboard's '{name}' ({other})"),
    };
}
