using System.Text.Json;

namespace Support;

/// <summary>One line of a folder's cases.json: what one golden file means.</summary>
internal interface IGoldenCase
{
    /// <summary>The file's name in the folder.</summary>
    string File { get; }
}

/// <summary>A folder of tests/Contracts: golden files, and cases.json that says what each of them means.</summary>
/// <param name="name">The folder's name.</param>
internal sealed class GoldenFolder<T>(string name)
    where T : IGoldenCase
{
    private const string CasesFile = "cases.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>Every case.</summary>
    public IReadOnlyList<T> Cases { get; } =
        JsonSerializer.Deserialize<T[]>(File.ReadAllText(Repository.Contract(name, CasesFile)), Options)!;

    /// <summary>The golden files, for a theory.</summary>
    public TheoryData<string> Files => [.. Cases.Select(golden => golden.File)];

    /// <summary>What a file means.</summary>
    public T Case(string file) => Cases.Single(golden => golden.File == file);

    /// <summary>A file's content, which is UTF-8 without a byte order mark.</summary>
    public byte[] Bytes(string file) => File.ReadAllBytes(Repository.Contract(name, file));

    /// <summary>A file's content as text.</summary>
    public string Text(string file) => File.ReadAllText(Repository.Contract(name, file));

    /// <summary>Fails where a file lies in the folder that no case speaks of, or the other way round.</summary>
    public void AssertEveryFileIsACase()
    {
        var files = Directory.GetFiles(Repository.Contract(name), "*.json").Select(path => Path.GetFileName(path)!);
        Assert.Equal(files.Where(file => file != CasesFile).Order(), Cases.Select(golden => golden.File).Order());
    }
}
