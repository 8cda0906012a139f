namespace nanoFramework.TestFramework;

// A stand-in for nanoFramework.TestFramework 3.0.80 on .NET, with the signatures of the real one, as far as the shared tests use it.
// DataRow is left out on purpose: on nanoCLR 1.17 a garbage collection while its arguments are read makes them an ArgumentException,
// which ends the launcher. On a heap of 64 or 80 KB that happens.

/// <summary>Marks a class with tests.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class TestClassAttribute : Attribute;

/// <summary>Marks a test without parameters.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class TestMethodAttribute : Attribute;
