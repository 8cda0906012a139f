using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Provisioning;

namespace Gateway.Host.Configuration;

/// <summary>
/// The enrolment group of a data directory, in a file that only its owner may read: made from fresh random numbers on first start,
/// so that no gateway shares a key with another.
/// </summary>
internal static class EnrollmentGroupFile
{
    private const string FileName = "enrollment-group.json";
    private const int KeyBytes = 64;
    private const int ScopeBytes = 4;

    // People copy the key out of the file, so a plus sign in it stays a plus sign.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the group, or creates it.</summary>
    /// <exception cref="GatewayStartException">The file is there and holds no group.</exception>
    public static EnrollmentGroup ReadOrCreate(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Create(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            return new EnrollmentGroup(root.GetProperty("idScope").GetString()!, root.GetProperty("primaryKey").GetBytesFromBase64());
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new GatewayStartException(
                $"{path} holds no enrolment group; repair it, or delete it and provision every device again", e);
        }
    }

    private static void Create(string path)
    {
        var idScope = "0ne" + RandomNumberGenerator.GetHexString(ScopeBytes * 2);
        var primaryKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        PrivateFile.Write(path, JsonSerializer.Serialize(new { idScope, primaryKey }, Readable) + "\n");
    }
}
