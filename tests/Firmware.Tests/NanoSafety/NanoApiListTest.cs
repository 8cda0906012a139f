using Firmware.Tests.NanoApi;
using Support;

namespace Firmware.Tests.NanoSafety;

/// <summary>
/// The files nanoframework-api.txt of Core and of the shell name what each takes from nanoFramework's libraries: all of it, and
/// nothing else.
/// </summary>
public sealed class NanoApiListTest
{
    public static TheoryData<string> Parts => FirmwarePart.Folders;

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_framework_member_that_is_called_is_listed(string folder)
    {
        var part = FirmwarePart.Of(folder);
        var list = ListOf(part);
        AssertNone(part.Calls().Where(call => !list.CanCall(call.Type, call.Call)));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_framework_type_that_is_named_is_listed(string folder)
    {
        var part = FirmwarePart.Of(folder);
        var list = ListOf(part);
        AssertNone(FrameworkTypes.Of(part.Assembly).Where(type => list.Find(type) is null));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_listed_member_is_called(string folder)
    {
        var part = FirmwarePart.Of(folder);
        var calls = part.Calls().ToHashSet();
        AssertNone(Lines(part).Where(line => line.Member is not null && !line.Calls.Any(call => calls.Contains((line.Type, call)))));
    }

    [Fact]
    public void A_call_that_is_not_listed_is_found()
    {
        var list = ListOf(FirmwarePart.Of("Core"));
        Assert.False(list.CanCall("System.Math", "static long Max(long, long)"));
        Assert.False(list.CanCall("System.String", "string Replace(string, string)"));
        Assert.False(list.CanCall("System.Text.StringBuilder", "StringBuilder Append(DefaultInterpolatedStringHandler)"));
    }

    [SharedFact("reference/nanoframework-api")]
    public void Every_line_of_the_lists_is_a_line_of_its_real_library()
    {
        var lines = FirmwarePart.All.SelectMany(Lines).ToArray();
        Assert.NotEmpty(lines);
        AssertNone(lines.Where(line => !IsReal(line)));
    }

    private static void AssertNone<T>(IEnumerable<T> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    private static NanoApiReference ListOf(FirmwarePart part) => NanoApiReference.Parse(File.ReadAllText(part.ListFile));

    private static bool IsReal(ListLine line)
    {
        var file = Repository.Shared("reference", "nanoframework-api", $"{line.Library}.txt");
        if (file is null) return false;
        var type = NanoApiReference.Parse(File.ReadAllText(file)).Find(line.Type);
        return type is not null && (line.Member is null ? type.Header == line.Header : type.Members.Contains(line.Member));
    }

    private static IEnumerable<ListLine> Lines(FirmwarePart part)
    {
        var (library, header) = ("", "");
        foreach (var line in File.ReadLines(part.ListFile).Where(line => line.Length > 0))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) library = line[2..];
            else if (line[0] != ' ') yield return new ListLine(library, header = line, null);
            else yield return new ListLine(library, header, line[2..]);
        }
    }

    private sealed record ListLine(string Library, string Header, string? Member)
    {
        public string Type => Header.Split(" : ")[0].Split(' ')[^1];

        public IEnumerable<string> Calls => Header.StartsWith("delegate ", StringComparison.Ordinal)
            ? CallForm.OfDelegateLine(Member!)
            : CallForm.OfReferenceLine(Member!);
    }
}
