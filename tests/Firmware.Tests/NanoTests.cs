using System.Reflection;
using nanoFramework.TestFramework;

namespace Firmware.Tests;

/// <summary>Runs on .NET each test that tests/Firmware.Tests.Nano runs on nanoCLR: the same files, linked into this assembly.</summary>
public static class NanoTests
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    public static TheoryData<string, string> All()
    {
        var tests = new TheoryData<string, string>();
        foreach (var type in TestClasses())
            foreach (var method in type.GetMethods(Declared))
                if (method.IsDefined(typeof(TestMethodAttribute))) tests.Add(type.Name, method.Name);
        return tests;
    }

    [Theory]
    [MemberData(nameof(All))]
    public static void Runs_on_dotnet(string type, string method)
    {
        var test = TestClasses().Single(candidate => candidate.Name == type).GetMethods(Declared)
            .Single(candidate => candidate.Name == method && candidate.IsDefined(typeof(TestMethodAttribute)));
        // As nanoFramework's launcher does: no instance, so a test that uses one fails here as it does there.
        test.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static IEnumerable<Type> TestClasses() =>
        typeof(NanoTests).Assembly.GetTypes().Where(type => type.IsDefined(typeof(TestClassAttribute)));
}
