using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Registry;
using Gateway.Host;
using Gateway.Host.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.HubLoad;

/// <summary>Devices that a gateway knows, and the credentials with which the load generator plays them.</summary>
internal static class Devices
{
    /// <summary>Enters devices into a new data directory.</summary>
    /// <returns>A line for each: client id, user name and password, separated by tabs.</returns>
    public static async Task<IReadOnlyList<string>> EnterAsync(string dataDirectory, int count)
    {
        Directory.CreateDirectory(dataDirectory);
        var options = new GatewayOptions { DataDirectory = dataDirectory };
        await using var store = new GatewayStore(options, new GatewayCounters(), TimeProvider.System, null, NullLogger.Instance);
        var devices = Enumerable.Range(0, count).Select(n => (Id: $"dev-{n}", Key: RandomNumberGenerator.GetBytes(64))).ToList();
        await Task.WhenAll(devices.Select(device => store.Identities.EnrollAsync(Identity(device.Id, device.Key), CancellationToken.None).AsTask()));
        return [.. devices.Select(device => $"{device.Id}\tlocalhost/{device.Id}/?api-version=2021-04-12\t{Token(device.Id, device.Key)}")];
    }

    private static DeviceIdentity Identity(string id, byte[] key) => new()
    {
        DeviceId = id,
        GenerationId = "1",
        Authentication = new Authentication.SymmetricKeys(key, key),
        IsEnabled = true,
        CreatedAtUnixMs = 0,
        UpdatedAtUnixMs = 0,
    };

    private static string Token(string id, byte[] key)
    {
        var resource = Uri.EscapeDataString($"localhost/devices/{id}");
        var expiry = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(resource + "\n" + expiry)));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}";
    }
}
