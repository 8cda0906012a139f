using System.Reflection;
using nanoFramework.TestFramework;

namespace Firmware.Tests;

/// <summary>Runs on .NET each test that tests/Firmware.Tests.Nano runs on nanoCLR: the same files, linked into this assembly.</summary>
public static class NanoTests
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    public static TheoryData<string, string, int> All()
    {
        var tests = new TheoryData<string, string, int>();
        foreach (var type in TestClasses())
            foreach (var method in type.GetMethods(Declared))
                for (var row = 0; row < RowCount(method); row++)
                    tests.Add(type.Name, method.Name, row);
        return tests;
    }

    [Theory]
    [MemberData(nameof(All))]
    public static void Runs_on_dotnet(string type, string method, int row)
    {
        var test = TestClasses().Single(candidate => candidate.Name == type).GetMethod(method, Declared)!;
        var rows = test.GetCustomAttributes<DataRowAttribute>().ToArray();
        // As nanoFramework's launcher does: no instance, so a test that uses one fails here as it does there.
        test.Invoke(null, BindingFlags.DoNotWrapExceptions, null, rows.Length == 0 ? null : rows[row].MethodParameters, null);
    }

    private static IEnumerable<Type> TestClasses() =>
        typeof(NanoTests).Assembly.GetTypes().Where(type => type.IsDefined(typeof(TestClassAttribute)));

    private static int RowCount(MethodInfo method)
    {
        var rows = method.GetCustomAttributes<DataRowAttribute>().Count();
        return rows > 0 ? rows : method.IsDefined(typeof(TestMethodAttribute)) ? 1 : 0;
    }
}
