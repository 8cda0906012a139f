using System.Reflection;
using System.Text.RegularExpressions;

namespace Firmware.Tests.NanoApi;

/// <summary>
/// How a call is spelled, from either side: return type, name and parameter types; no parameter names, defaults or modifiers
/// but `static`. An accessor is `{type} {name}.get`.
/// </summary>
internal static partial class CallForm
{
    /// <summary>The calls that a line of the reference allows: a property's or an event's accessors, or the member itself.</summary>
    public static IEnumerable<string> OfReferenceLine(string line)
    {
        line = Modifiers().Replace(line, "");
        var property = Property().Match(line);
        if (property.Success) return OfProperty(property);
        if (line.Split(' ') is ["event", var handler, var name]) return [$"void add_{name}({handler})", $"void remove_{name}({handler})"];
        var open = line.IndexOf('(', StringComparison.Ordinal);
        return [open < 0 ? line : $"{line[..open]}({WithoutNames(line[(open + 1)..^1])})"];
    }

    /// <summary>The calls that a delegate's line allows: to make one, and to invoke it.</summary>
    public static IEnumerable<string> OfDelegateLine(string line) =>
        ["ctor(object, IntPtr)", .. OfReferenceLine(line.Replace(" (", " Invoke(", StringComparison.Ordinal))];

    /// <summary>The call that a member reference in compiled code makes.</summary>
    public static string OfMember(MemberInfo member) => member switch
    {
        FieldInfo field => $"{Static(field.IsStatic)}{NanoSignature.NameOf(field.FieldType)} {field.Name}",
        ConstructorInfo constructor => $"ctor({ParametersOf(constructor)})",
        MethodInfo { IsSpecialName: true } accessor when Accessor().IsMatch(accessor.Name) => OfAccessor(accessor),
        MethodInfo method => $"{Static(method.IsStatic)}{NanoSignature.NameOf(method.ReturnType)} {method.Name}({ParametersOf(method)})",
        _ => throw new ArgumentException($"not callable: {member}"),
    };

    private static IEnumerable<string> OfProperty(Match property)
    {
        var name = property.Groups["name"].Value;
        if (property.Groups["index"] is { Success: true } index) name = $"{name}[{WithoutNames(index.Value)}]";
        return property.Groups["accessor"].Captures.Select(accessor => $"{name}.{accessor.Value}");
    }

    private static string OfAccessor(MethodInfo accessor)
    {
        var isGet = accessor.Name[0] == 'g';
        var types = accessor.GetParameters().Select(parameter => NanoSignature.NameOf(parameter.ParameterType)).ToArray();
        var type = isGet ? NanoSignature.NameOf(accessor.ReturnType) : types[^1];
        var index = isGet ? types : types[..^1];
        var name = index.Length > 0 ? $"this[{string.Join(", ", index)}]" : accessor.Name[4..];
        return $"{Static(accessor.IsStatic)}{type} {name}.{accessor.Name[..3]}";
    }

    private static string ParametersOf(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(NanoSignature.TypeOf));

    private static string WithoutNames(string parameters) =>
        string.Join(", ", parameters.Split(", ").Select(parameter => NameAndDefault().Replace(parameter, "")));

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    [GeneratedRegex("^((protected|virtual|abstract|override) )+")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"^(?<name>(static )?\S+ [^\[\s(]+)(\[(?<index>[^\]]*)\])? \{( (?<accessor>get|set);)+ \}$")]
    private static partial Regex Property();

    [GeneratedRegex("^(get|set)_")]
    private static partial Regex Accessor();

    [GeneratedRegex(@" \w+( =.*)?$")]
    private static partial Regex NameAndDefault();
}
