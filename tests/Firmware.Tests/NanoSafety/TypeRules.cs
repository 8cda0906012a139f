namespace Firmware.Tests.NanoSafety;

/// <summary>Which types nanoCLR 1.x has no way to run (each probed on nanoCLR 1.17) or Core must not use.</summary>
internal static class TypeRules
{
    /// <summary>What is wrong with the type; null if nothing is.</summary>
    public static string? Objection(Type type)
    {
        if (type.IsGenericType || type.IsGenericParameter) return $"generic: {type}";
        if (type.IsPointer || type.IsFunctionPointer) return $"pointer: {type}";
        if (type.IsArray && type.GetArrayRank() > 1) return $"multidimensional array: {type}";
        if (type == typeof(float) || type == typeof(double)) return $"floating point: {type}";
        if (type.Namespace == "System.Threading.Tasks") return $"task: {type}";
        return type.HasElementType ? Objection(type.GetElementType()!) : null;
    }
}
