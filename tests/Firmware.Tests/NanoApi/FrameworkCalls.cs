using System.Reflection;
using Firmware.Tests.NanoSafety;

namespace Firmware.Tests.NanoApi;

/// <summary>Every member outside of the firmware that the code of given types uses, from their compiled bodies.</summary>
internal static class FrameworkCalls
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Members by the full name of the type that the compiler bound them to.</summary>
    public static IEnumerable<(string Type, string Call)> Of(IEnumerable<Type> types) => types
        .SelectMany(type => type.GetMembers(Declared))
        .OfType<MethodBase>()
        .SelectMany(Of)
        .Distinct();

    private static IEnumerable<(string Type, string Call)> Of(MethodBase method) =>
        IntermediateLanguage.Decode(method.GetMethodBody()?.GetILAsByteArray() ?? [])
            .Where(instruction => instruction.IsMember)
            .Select(instruction => method.Module.ResolveMember(instruction.Token)!)
            .Where(member => member is not Type && !IsFirmware(member.DeclaringType!))
            .Select(member => AsOnNano((NanoSignature.FullName(member.DeclaringType!), CallForm.OfMember(member))));

    // What the compiler adds to an assembly for its own use has no namespace.
    private static bool IsFirmware(Type type) =>
        type.Namespace is null || type.Namespace.StartsWith("Firmware.", StringComparison.Ordinal);

    // The compiler binds these to what .NET has and nanoFramework has not: a longer Monitor.Enter for `lock`, an Exception.GetType
    // that hides Object's.
    private static (string Type, string Call) AsOnNano((string Type, string Call) call) => call switch
    {
        ("System.Threading.Monitor", "static void Enter(object, ref bool)") => (call.Type, "static void Enter(object)"),
        ("System.Exception", "Type GetType()") => ("System.Object", call.Call),
        _ => call,
    };
}
