using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using Firmware.Tests.NanoSafety;
using Firmware.VirtualDevice.Sensor;
using Support;

namespace Firmware.Tests.Logging;

/// <summary>
/// Every line that the firmware can write can be taken apart, because there is no way around <see cref="LogText"/>: what is handed to
/// the log is a literal message or what LogText has put together, and LogText is given literal messages and keys.
/// </summary>
public sealed partial class LogLinesTest
{
    private static readonly Assembly[] Firmware =
        [typeof(LogText).Assembly, typeof(Firmware.Esp32.SerialLog).Assembly, typeof(Bme280Emulator).Assembly];

    private static IEnumerable<MethodBase> Methods => Firmware
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .OfType<MethodBase>()
        .Where(method => method.GetMethodBody() is not null);

    [Fact]
    public void What_is_handed_to_the_log_is_a_literal_message_or_put_together_by_LogText()
    {
        var lines = Calls(IsLogWrite).Where(call => !IsLog(call.Caller.DeclaringType!)).ToArray();

        Assert.True(lines.Length > 30, $"{lines.Length} calls found");
        Assert.Empty(lines.Where(call => !IsText(call) && !IsMessage(call)).Select(call => Named(call.Caller)));
    }

    [Fact]
    public void LogText_begins_with_a_literal_message()
    {
        var texts = Calls(called => called is ConstructorInfo && called.DeclaringType == typeof(LogText)).ToArray();

        Assert.True(texts.Length > 30, $"{texts.Length} texts found");
        Assert.Empty(texts.Where(call => !IsMessage(call)).Select(call => Named(call.Caller)));
    }

    [Fact]
    public void Keys_are_literals_in_camelCase_and_areas_one_lower_case_word()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "firmware"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(file) != "LogText.cs")
            .Select(File.ReadAllText)
            .ToArray();
        var keys = sources.SelectMany(source => With().Matches(source)).Select(match => match.Groups["key"].Value).ToArray();
        var areas = sources.SelectMany(source => Write().Matches(source).Concat(AreaConstant().Matches(source)))
            .Select(match => match.Groups["area"].Value)
            .Where(area => area != "Area")
            .ToArray();

        Assert.True(keys.Length > 40, $"{keys.Length} keys found");
        Assert.All(keys, key => Assert.Matches(Key(), key));
        Assert.All(areas, area => Assert.Matches(Area(), area));
    }

    private static IEnumerable<(MethodBase Caller, Instruction Before)> Calls(Func<MethodBase, bool> wanted)
    {
        foreach (var caller in Methods)
        {
            var code = IntermediateLanguage.Decode(caller.GetMethodBody()!.GetILAsByteArray()!).ToArray();
            for (var i = 1; i < code.Length; i++)
                if (IsCall(code[i].OpCode) && Resolve(caller, code[i].Token) is MethodBase called && wanted(called)) yield return (caller, code[i - 1]);
        }
    }

    private static bool IsCall(OpCode code) => code == OpCodes.Call || code == OpCodes.Callvirt || code == OpCodes.Newobj;

    private static bool IsLogWrite(MethodBase called) => called.Name == nameof(ILog.Write) && IsLog(called.DeclaringType!);

    private static bool IsLog(Type type) => typeof(ILog).IsAssignableFrom(type);

    private static bool IsText((MethodBase Caller, Instruction Before) call) =>
        IsCall(call.Before.OpCode) && Resolve(call.Caller, call.Before.Token) is { Name: "get_" + nameof(LogText.Text) } getter
        && getter.DeclaringType == typeof(LogText);

    private static bool IsMessage((MethodBase Caller, Instruction Before) call) =>
        call.Before.OpCode == OpCodes.Ldstr && Message().IsMatch(call.Caller.Module.ResolveString(call.Before.Token));

    private static MemberInfo? Resolve(MethodBase caller, int token) => caller.Module.ResolveMember(
        token,
        caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        caller.IsGenericMethod ? caller.GetGenericArguments() : null);

    private static string Named(MethodBase method) => $"{method.DeclaringType}.{method.Name}";

    [GeneratedRegex("^[a-z][A-Za-z0-9 ,;:'./-]*$")]
    private static partial Regex Message();

    [GeneratedRegex(@"\.With\((?<key>[^,]*),")]
    private static partial Regex With();

    [GeneratedRegex("^\"[a-z][A-Za-z0-9]*\"$")]
    private static partial Regex Key();

    [GeneratedRegex(@"\.Write\(\s*LogLevel\.\w+,\s*(?<area>[^,]*),")]
    private static partial Regex Write();

    [GeneratedRegex("^\"[a-z]+\"$")]
    private static partial Regex Area();

    [GeneratedRegex("const string Area = (?<area>[^;]*);")]
    private static partial Regex AreaConstant();
}
