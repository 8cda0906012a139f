using Firmware.Core;
using Firmware.Tests.NanoApi;
using Support;

namespace Firmware.Tests.NanoSafety;

/// <summary>firmware/Core/nanoframework-api.txt names what Core takes from nanoFramework's libraries: all of it, and nothing else.</summary>
public sealed class NanoApiListTest
{
    private static readonly string ListFile = Path.Combine(Repository.Root, "firmware", "Core", "nanoframework-api.txt");
    private static readonly NanoApiReference List = NanoApiReference.Parse(File.ReadAllText(ListFile));

    [Fact]
    public void Every_framework_member_that_Core_calls_is_listed() =>
        AssertNone(CoreCalls().Where(call => !List.CanCall(call.Type, call.Call)));

    [Fact]
    public void Every_framework_type_that_Core_names_is_listed() =>
        AssertNone(FrameworkTypes.Of(typeof(SensorNode).Assembly).Where(type => List.Find(type) is null));

    [Fact]
    public void Every_listed_member_is_called()
    {
        var calls = CoreCalls().ToHashSet();
        AssertNone(Lines().Where(line => line.Member is not null && !CallForm.OfReferenceLine(line.Member).Any(call => calls.Contains((line.Type, call)))));
    }

    [Fact]
    public void A_call_that_is_not_listed_is_found()
    {
        Assert.False(List.CanCall("System.Math", "static long Max(long, long)"));
        Assert.False(List.CanCall("System.String", "string Replace(string, string)"));
        Assert.False(List.CanCall("System.Text.StringBuilder", "StringBuilder Append(DefaultInterpolatedStringHandler)"));
    }

    [SharedFact("reference/nanoframework-api")]
    public void Every_line_of_the_list_is_a_line_of_its_real_library()
    {
        var lines = Lines().ToArray();
        Assert.NotEmpty(lines);
        AssertNone(lines.Where(line => !IsReal(line)));
    }

    private static void AssertNone<T>(IEnumerable<T> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    private static IEnumerable<(string Type, string Call)> CoreCalls() => FrameworkCalls.Of(typeof(SensorNode).Assembly, typeof(SensorNode).Assembly);

    private static bool IsReal(ListLine line)
    {
        var file = Repository.Shared("reference", "nanoframework-api", $"{line.Library}.txt");
        if (file is null) return false;
        var type = NanoApiReference.Parse(File.ReadAllText(file)).Find(line.Type);
        return type is not null && (line.Member is null ? type.Header == line.Header : type.Members.Contains(line.Member));
    }

    private static IEnumerable<ListLine> Lines()
    {
        var (library, header) = ("", "");
        foreach (var line in File.ReadLines(ListFile).Where(line => line.Length > 0))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) library = line[2..];
            else if (line[0] != ' ') yield return new ListLine(library, header = line, null);
            else yield return new ListLine(library, header, line[2..]);
        }
    }

    private sealed record ListLine(string Library, string Header, string? Member)
    {
        public string Type => Header.Split(" : ")[0].Split(' ')[^1];
    }
}
