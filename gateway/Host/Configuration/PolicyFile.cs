using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Core.Registry;
using Gateway.Core.Service;

namespace Gateway.Host.Configuration;

/// <summary>
/// The shared access policies of a data directory, in a file that only its owner may read: made from fresh random numbers on first
/// start, each with the least that its holder needs. IoT Hub's iothubowner, which may do everything, is not among them.
/// </summary>
internal static class PolicyFile
{
    private const string FileName = "policies.json";
    private const int KeyBytes = 32;

    // People copy keys out of the file, so a plus sign in one stays a plus sign.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly (string Name, ServiceRights Rights)[] BuiltIn =
    [
        ("registryRead", ServiceRights.RegistryRead),
        ("registryReadWrite", ServiceRights.RegistryRead | ServiceRights.RegistryWrite),
        ("service", ServiceRights.ServiceConnect),
        ("device", ServiceRights.DeviceConnect),
    ];

    /// <summary>Reads the policies, or creates them.</summary>
    /// <exception cref="GatewayStartException">The file is there and holds no policies.</exception>
    public static ServicePolicies ReadOrCreate(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) PrivateFile.Write(path, JsonSerializer.Serialize(BuiltIn.Select(Create), Json) + "\n");
        try
        {
            var entries = JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(path), Json) ?? [];
            return new ServicePolicies(entries.Select(Read));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new GatewayStartException(
                $"{path} holds no shared access policies ({e.Message}); repair it, or delete it to have new ones made", e);
        }
    }

    private static Entry Create((string Name, ServiceRights Rights) policy) =>
        new(policy.Name, policy.Rights, RandomNumberGenerator.GetBytes(KeyBytes), RandomNumberGenerator.GetBytes(KeyBytes));

    private static ServicePolicy Read(Entry entry)
    {
        if (string.IsNullOrEmpty(entry.Name)) throw new ArgumentException("a policy has no 'name'");
        foreach (var key in new[] { entry.PrimaryKey, entry.SecondaryKey })
            if (key is null || key.Length is < RegistryLimits.KeyBytesMin or > RegistryLimits.KeyBytesMax)
                throw new ArgumentException($"the keys of '{entry.Name}' must be base64 of 16 to 64 bytes");
        return new ServicePolicy(entry.Name, entry.Rights, entry.PrimaryKey, entry.SecondaryKey);
    }

    private sealed record Entry(string Name, ServiceRights Rights, byte[] PrimaryKey, byte[] SecondaryKey);
}
