using System.Globalization;
using System.Reflection;

namespace Firmware.Tests.NanoApi;

/// <summary>Spells a compiled type as the reference spells the real ones.</summary>
internal static class NanoSignature
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(char)] = "char", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
    };

    /// <summary>The type's own line: `sealed class System.Device.I2c.I2cConnectionSettings`.</summary>
    public static string Header(Type type)
    {
        var header = $"{Kind(type)} {FullName(type)}";
        var bases = type.IsEnum || IsDelegate(type) ? [] : Bases(type);
        return bases.Length == 0 ? header : $"{header} : {string.Join(", ", bases)}";
    }

    /// <summary>A line for each public or protected member that the type declares.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return [string.Join(", ", EnumMembers(type))];
        if (IsDelegate(type)) return [Delegate(type.GetMethod("Invoke")!)];
        return type.GetProperties(Declared).Where(IsVisible).Select(Property)
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Field))
            .Concat(type.GetEvents(Declared).Where(e => e.AddMethod!.IsPublic).Select(e => $"event {NameOf(e.EventHandlerType!)} {e.Name}"))
            .Concat(type.GetConstructors(Declared).Where(IsVisible).Where(constructor => !constructor.IsStatic).Select(Method))
            .Concat(type.GetMethods(Declared).Where(IsVisible).Where(method => !IsAccessor(method)).Select(Method));
    }

    /// <summary>A type's name where it is used: a keyword, or the name without namespace, nested ones as Outer/Inner.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsByRef) return NameOf(type.GetElementType()!);
        if (type.IsArray) return NameOf(type.GetElementType()!) + "[]";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        return type.IsNested ? $"{NameOf(type.DeclaringType!)}/{type.Name}" : type.Name;
    }

    /// <summary>A parameter's type with `ref` or `out`.</summary>
    public static string TypeOf(ParameterInfo parameter)
    {
        var name = NameOf(parameter.ParameterType);
        if (!parameter.ParameterType.IsByRef) return name;
        return parameter.IsOut ? $"out {name}" : $"ref {name}";
    }

    /// <summary>The full name, nested types after a dot.</summary>
    public static string FullName(Type type) => type.FullName!.Replace('+', '.');

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (type.IsValueType) return "struct";
        if (IsDelegate(type)) return "delegate";
        if (type.IsAbstract) return type.IsSealed ? "static class" : "abstract class";
        return type.IsSealed ? "sealed class" : "class";
    }

    private static string[] Bases(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var interfaces = type.GetInterfaces().Except(inherited).Select(NameOf);
        var hasBase = type.BaseType is { } above && above != typeof(object) && above != typeof(ValueType);
        return hasBase ? [NameOf(type.BaseType!), .. interfaces] : [.. interfaces];
    }

    private static IEnumerable<string> EnumMembers(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name}={field.GetRawConstantValue()}"));

    private static string Delegate(MethodInfo invoke) => $"{NameOf(invoke.ReturnType)} ({Parameters(invoke)})";

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToArray();
        var index = property.GetIndexParameters();
        var name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        var get = accessors.Any(accessor => accessor == property.GetMethod) ? " get;" : "";
        var set = accessors.Any(accessor => accessor == property.SetMethod) ? " set;" : "";
        return $"{(accessors[0].IsStatic ? "static " : "")}{NameOf(property.PropertyType)} {name} {{{get}{set} }}";
    }

    private static string Field(FieldInfo field)
    {
        var type = $"{NameOf(field.FieldType)} {field.Name}";
        if (field.IsLiteral) return string.Create(CultureInfo.InvariantCulture, $"const {type} = {field.GetRawConstantValue()}");
        return $"{(field.IsFamily ? "protected " : "")}{(field.IsStatic ? "static " : "")}{type}";
    }

    private static string Method(MethodBase method)
    {
        var access = method.IsFamily ? "protected " : "";
        return method is MethodInfo info
            ? $"{access}{Binding(info)}{NameOf(info.ReturnType)} {info.Name}({Parameters(info)})"
            : $"{access}ctor({Parameters(method)})";
    }

    private static string Binding(MethodInfo method)
    {
        if (method.IsStatic) return "static ";
        if (method.DeclaringType!.IsInterface) return "";
        if (method.IsAbstract) return "abstract ";
        if (method.GetBaseDefinition() != method) return "override ";
        return method.IsVirtual && !method.IsFinal ? "virtual " : "";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = $"{TypeOf(parameter)} {parameter.Name}";
        if (!parameter.HasDefaultValue) return text;
        return string.Create(CultureInfo.InvariantCulture, $"{text} = {parameter.RawDefaultValue ?? "null"}");
    }

    private static bool IsDelegate(Type type) => type.BaseType == typeof(MulticastDelegate);

    private static bool IsVisible(PropertyInfo property) => property.GetAccessors(nonPublic: true).Any(IsVisible);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
}
