using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Firmware.Tests.NanoApi;

/// <summary>Every member of other assemblies that an assembly's code refers to, from its metadata.</summary>
internal static class FrameworkCalls
{
    /// <summary>Members by the full name of the type that the compiler bound them to.</summary>
    /// <param name="assembly">The assembly to read.</param>
    /// <param name="ours">Assemblies whose members do not count.</param>
    public static IEnumerable<(string Type, string Call)> Of(Assembly assembly, params Assembly[] ours)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return metadata.MemberReferences
            .Select(handle => assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle))!)
            .Where(member => !ours.Contains(member.DeclaringType!.Assembly) && !IsAttribute(member.DeclaringType))
            .Select(member => (NanoSignature.FullName(member.DeclaringType!), AsOnNano(CallForm.OfMember(member))))
            .ToArray();
    }

    // The compiler turns `lock` into this overload of Monitor.Enter where the framework has it, and into the other on nanoFramework.
    private static string AsOnNano(string call) =>
        call == "static void Enter(object, ref bool)" ? "static void Enter(object)" : call;

    // Attributes are not called. Those that the compiler adds differ between the runtimes; those that we write must compile anyway.
    private static bool IsAttribute(Type type) => type.IsAssignableTo(typeof(Attribute));
}
