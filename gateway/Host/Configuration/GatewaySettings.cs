using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Gateway.Host.Configuration;

/// <summary>
/// What was written for the gateway, the later in this order winning: the section "Gateway" of appsettings.json, environment variables
/// GATEWAY__…, the command line. Immutable, so safe for use by several threads.
/// </summary>
internal sealed class GatewaySettings
{
    private const string Section = "Gateway";
    private const string VariablePrefix = "GATEWAY__";

    private readonly IConfigurationSection _section;
    private readonly Dictionary<string, string> _names;

    private GatewaySettings(IConfigurationSection section, Dictionary<string, string> names)
    {
        (_section, _names) = (section, names);
        foreach (var leaf in section.AsEnumerable(makePathsRelative: true).Where(leaf => leaf.Value is not null)) Check(leaf.Key);
    }

    /// <summary>Reads them.</summary>
    /// <param name="file">A JSON file.</param>
    /// <param name="fileMustExist">Whether it is an error that there is none.</param>
    /// <param name="environment">The environment variables; only those of the gateway are looked at.</param>
    /// <param name="given">What the command line gave, by key.</param>
    /// <exception cref="GatewayStartException">The file is none, or a key is unknown; the message names it.</exception>
    public static GatewaySettings Read(
        string file,
        bool fileMustExist,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyDictionary<string, Setting> given)
    {
        // Two variables that differ in case only are one setting.
        var variables = environment
            .Where(variable => variable.Key.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _) in variables) names[KeyOf(name)] = name;
        foreach (var (key, setting) in given) names[key] = setting.Name;
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(file), optional: !fileMustExist, reloadOnChange: false)
                .Add(Memory(variables.Select(variable => (KeyOf(variable.Key), variable.Value))))
                .Add(Memory(given.Select(pair => (pair.Key, pair.Value.Value))))
                .Build();
            return new GatewaySettings(configuration.GetSection(Section), names);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            var cause = (e.InnerException ?? e).Message.ReplaceLineEndings(" ");
            throw new GatewayStartException($"'{file}' cannot be read ({cause}); give a JSON file with a section \"{Section}\"", e);
        }
    }

    /// <summary>The setting of a key, such as "Limits:ConnectionsMax"; null where nobody wrote one.</summary>
    public Setting? Find(string key) => _section[key] is { } value ? new Setting(NameOf(key), value) : null;

    private static MemoryConfigurationSource Memory(IEnumerable<(string Key, string Value)> values) => new()
    {
        InitialData = values.Select(pair => KeyValuePair.Create($"{Section}:{pair.Key}", (string?)pair.Value)),
    };

    // GATEWAY__LIMITS__CONNECTIONSMAX -> LIMITS:CONNECTIONSMAX: environment variables have no colon, and keys no case.
    private static string KeyOf(string variable) => variable[VariablePrefix.Length..].Replace("__", ":", StringComparison.Ordinal);

    private string NameOf(string key) => _names.GetValueOrDefault(key) ?? $"{Section}:{key}";

    private void Check(string key)
    {
        if (SettingKeys.All.Contains(key, StringComparer.OrdinalIgnoreCase)) return;
        var beside = SettingKeys.All.Where(known => Parent(known).Equals(Parent(key), StringComparison.OrdinalIgnoreCase)).ToList();
        if (beside.Count == 0) beside = [.. SettingKeys.All.Where(known => Parent(known).Length == 0)];
        throw new GatewayStartException($"{NameOf(key)} is no setting; those there are: {string.Join(", ", beside)}");
    }

    private static string Parent(string key) => key[..Math.Max(0, key.LastIndexOf(':'))];
}
