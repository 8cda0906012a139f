using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;

namespace Firmware.Tests.NanoSafety;

/// <summary>Looks for instructions in a method's body that nanoCLR cannot run or runs differently.</summary>
internal sealed partial class BodyRules(MethodBase method)
{
    private readonly Module _module = method.Module;
    private readonly Type[]? _typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
    private readonly Type[]? _methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;

    public IEnumerable<string> Objections()
    {
        var body = method.GetMethodBody();
        if (body is null) return [];
        var locals = body.LocalVariables.SelectMany(local => OfLocal(local));
        var code = IntermediateLanguage.Decode(body.GetILAsByteArray()!).ToArray();
        return locals.Concat(code.SelectMany((instruction, at) => OfInstruction(instruction, at == 0 ? default : code[at - 1])));
    }

    private static IEnumerable<string> OfLocal(LocalVariableInfo local)
    {
        if (local.IsPinned) yield return "pinned local";
        if (TypeRules.Objection(local.LocalType) is { } objection) yield return objection;
    }

    private IEnumerable<string> OfInstruction(Instruction instruction, Instruction before)
    {
        var code = instruction.OpCode;
        if (code == OpCodes.Localloc) return ["localloc"];
        if (code == OpCodes.Volatile) return ["volatile"];
        if (IsFloating(code)) return [$"floating point: {code.Name}"];
        if (instruction.Token == 0 || code == OpCodes.Ldstr) return [];
        return _module.ResolveMember(instruction.Token, _typeArguments, _methodArguments) switch
        {
            Type type => OfType(code, type),
            MethodBase called => OfCall(called, before),
            FieldInfo field => Of(field.DeclaringType!),
            _ => [],
        };
    }

    private static IEnumerable<string> OfType(OpCode code, Type type)
    {
        // Enum.ToString gives the number there; it comes as a constrained call or over the boxed value.
        if (type.IsEnum && (code == OpCodes.Constrained || code == OpCodes.Box)) return [$"enum as an object: {type}"];
        return Of(type);
    }

    private IEnumerable<string> OfCall(MethodBase called, Instruction before)
    {
        if (called.IsGenericMethod) return [$"generic: {called}"];
        if (called.Name == "ToString" && called.GetParameters() is [{ ParameterType: var type }] && type == typeof(string))
            return OfFormat(before);
        return Of(called.DeclaringType!);
    }

    // Custom formats are returned as they are there; a format that cannot be seen here may be one.
    private IEnumerable<string> OfFormat(Instruction before)
    {
        var format = before.OpCode == OpCodes.Ldstr ? _module.ResolveString(before.Token) : null;
        return format is not null && StandardFormat().IsMatch(format) ? [] : [$"numeric format: {format ?? "not a literal"}"];
    }

    private static IEnumerable<string> Of(Type type) => TypeRules.Objection(type) is { } objection ? [objection] : [];

    private static bool IsFloating(OpCode code) => code == OpCodes.Ldc_R4 || code == OpCodes.Ldc_R8
        || code == OpCodes.Conv_R4 || code == OpCodes.Conv_R8 || code == OpCodes.Conv_R_Un;

    [GeneratedRegex(@"^[DEFGNX]\d{0,2}$")]
    private static partial Regex StandardFormat();
}
