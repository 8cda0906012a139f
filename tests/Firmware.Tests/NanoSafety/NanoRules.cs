using System.Reflection;
using System.Runtime.CompilerServices;

namespace Firmware.Tests.NanoSafety;

/// <summary>
/// What compiles on .NET but does not compile, load or mean the same on nanoCLR 1.x (each probed on nanoCLR 1.17),
/// found in compiled types.
/// </summary>
internal static class NanoRules
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    // JSON numbers and the readings of nanoFramework's sensor package reach the board as doubles: one type each turns them into scaled
    // integers, for all others.
    private static readonly string[] ConvertFloating =
        ["Firmware.Core.Configuration.TwinNumber", "Firmware.Esp32.PackageReading"];

    /// <summary>Every objection, with the place it was found at.</summary>
    public static IEnumerable<string> Objections(IEnumerable<Type> types) => types.SelectMany(Objections).Where(IsNotAllowed);

    private static bool IsNotAllowed(string objection) =>
        !ConvertFloating.Any(type => objection.StartsWith($"{type}: floating point: ", StringComparison.Ordinal));

    private static IEnumerable<string> Objections(Type type) => OfType(type)
        .Concat(type.GetFields(Declared).SelectMany(OfField))
        .Concat(type.GetMethods(Declared).SelectMany(OfMethod))
        .Concat(type.GetConstructors(Declared).SelectMany(OfBody))
        .Select(objection => $"{type.FullName}: {objection}");

    private static IEnumerable<string> OfType(Type type) =>
        [.. type.GetInterfaces().Append(type.BaseType ?? type).Append(type).Select(TypeRules.Objection).OfType<string>()];

    private static IEnumerable<string> OfField(FieldInfo field)
    {
        if (field.GetRequiredCustomModifiers().Contains(typeof(IsVolatile))) yield return $"volatile: {field.Name}";
        if (TypeRules.Objection(field.FieldType) is { } objection) yield return $"{objection} in {field.Name}";
    }

    private static IEnumerable<string> OfMethod(MethodInfo method)
    {
        var isDefault = method.DeclaringType!.IsInterface && !method.IsAbstract;
        string?[] found =
        [
            method.IsGenericMethod ? "generic: method" : null,
            isDefault ? "default interface method" : null,
            TypeRules.Objection(method.ReturnType),
        ];
        return found.OfType<string>().Select(objection => $"{objection} in {method.Name}").Concat(OfBody(method));
    }

    private static IEnumerable<string> OfBody(MethodBase method) => method.GetParameters()
        .Select(parameter => TypeRules.Objection(parameter.ParameterType))
        .OfType<string>()
        .Concat(new BodyRules(method).Objections())
        .Select(objection => $"{objection} in {method.Name}");
}
