using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Firmware.Tests.NanoSafety;

/// <summary>Every type of the frameworks' assemblies that an assembly names, attributes and the modifier of init accessors aside.</summary>
internal static class FrameworkTypes
{
    public static IEnumerable<string> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return metadata.TypeReferences
            .Select(handle => FullName(metadata, metadata.GetTypeReference(handle)))
            .Where(name => !name.EndsWith("Attribute", StringComparison.Ordinal) && !IsCompilersOwn(name) && !IsFirmware(name))
            .ToArray();
    }

    // IsExternalInit marks init accessors and exists there too; the others belong to attributes of the debugger.
    private static bool IsCompilersOwn(string name) =>
        name is "System.Runtime.CompilerServices.IsExternalInit" or "System.Diagnostics.DebuggerBrowsableState" or "DebuggingModes";

    private static bool IsFirmware(string name) => name.StartsWith("Firmware.", StringComparison.Ordinal);

    private static string FullName(MetadataReader metadata, TypeReference type)
    {
        var scope = metadata.GetString(type.Namespace);
        var name = metadata.GetString(type.Name);
        return scope.Length == 0 ? name : $"{scope}.{name}";
    }
}
