using System.Text.RegularExpressions;

namespace Firmware.Tests.NanoApi;

/// <summary>The public surface of the real nanoFramework libraries, read from reference/nanoframework-api/*.txt.</summary>
internal sealed partial class NanoApiReference
{
    private readonly Dictionary<string, NanoApiType> _types = [];
    private readonly ILookup<string, NanoApiType> _bySimpleName;

    private NanoApiReference(IEnumerable<string> lines)
    {
        NanoApiType? current = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
            if (line.StartsWith("  ", StringComparison.Ordinal)) current!.Add(line[2..]);
            else current = Open(line);
        _bySimpleName = _types.Values.ToLookup(type => type.FullName[(type.FullName.LastIndexOf('.') + 1)..]);
    }

    /// <summary>Reads the files of a folder.</summary>
    public static NanoApiReference Load(string folder) =>
        new(Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines));

    /// <summary>Reads text of the same form.</summary>
    public static NanoApiReference Parse(string text) => new(text.ReplaceLineEndings("\n").Split('\n'));

    public NanoApiType? Find(string fullName) => _types.GetValueOrDefault(fullName);

    /// <summary>Whether a call would bind: to the type, or to a type it derives from.</summary>
    public bool CanCall(string type, string call) => Find(type) is { } found && CanCall(found, call);

    private bool CanCall(NanoApiType type, string call) =>
        type.Calls.Contains(call)
        || (type.FullName != "System.Object"
            && type.Bases.Append("Object").SelectMany(name => _bySimpleName[name]).Any(above => CanCall(above, call)));

    private NanoApiType Open(string line)
    {
        var match = HeaderLine().Match(line);
        if (!match.Success) throw new FormatException($"not a type's line: '{line}'");
        var bases = match.Groups["bases"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        var type = new NanoApiType(line, match.Groups["name"].Value, bases);
        return _types.TryAdd(type.FullName, type) ? type : _types[type.FullName];
    }

    [GeneratedRegex(@"^[a-z ]*(class|struct|interface|enum|delegate) (?<name>\S+)( : (?<bases>.+))?$")]
    private static partial Regex HeaderLine();
}
