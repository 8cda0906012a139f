using System.Security.Cryptography;
using Gateway.Core.Service;

namespace Gateway.Host.Http;

/// <summary>Keys and generations from the operating system's source of secrets. Thread-safe.</summary>
internal sealed class IdentityChance : IIdentityChance
{
    private const int KeyBytes = 32;

    /// <inheritdoc/>
    public byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <inheritdoc/>
    public string NewGenerationId() => Guid.NewGuid().ToString("N");
}
