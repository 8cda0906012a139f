namespace nanoFramework.TestFramework;

// A stand-in for nanoFramework.TestFramework 3.0.80 on .NET, with the signatures of the real one, as far as the shared tests use it.

/// <summary>Marks a class with tests.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class TestClassAttribute : Attribute;

/// <summary>Marks a test without parameters.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class TestMethodAttribute : Attribute;

/// <summary>Marks a test, once for each set of its parameters.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute(params object[] methodParameters) : Attribute
{
    public object[] MethodParameters { get; } = methodParameters;
}
