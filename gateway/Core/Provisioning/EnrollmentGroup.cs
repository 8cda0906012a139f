using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.Provisioning;

/// <summary>
/// A symmetric enrolment group of the Device Provisioning Service (DPS): whoever holds the group key can compute the key of any
/// device in it. Immutable, so safe for use by several threads.
/// </summary>
/// <remarks>Source: Microsoft, "Symmetric key attestation" (DPS), "Group enrollments".</remarks>
public sealed class EnrollmentGroup
{
    /// <summary>The shortest and the longest symmetric key that DPS takes, in bytes.</summary>
    public const int KeyBytesMin = 16, KeyBytesMax = 64;

    private readonly byte[] _key;

    /// <summary>Creates the group.</summary>
    /// <param name="idScope">The scope that registering devices must name, such as 0ne00AAAAAA; compared exactly.</param>
    /// <param name="key">The group's master key, <see cref="KeyBytesMin"/> to <see cref="KeyBytesMax"/> bytes.</param>
    /// <exception cref="ArgumentException">The scope is empty or the key has another length.</exception>
    public EnrollmentGroup(string idScope, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(idScope);
        if (key.Length is < KeyBytesMin or > KeyBytesMax)
            throw new ArgumentException(
                $"an enrolment group's key has {KeyBytesMin} to {KeyBytesMax} bytes, not {key.Length}", nameof(key));
        (IdScope, _key) = (idScope, key.ToArray());
    }

    /// <summary>The scope that registering devices must name.</summary>
    public string IdScope { get; }

    /// <summary>The group's master key in base64: a secret.</summary>
    public string KeyBase64 => Convert.ToBase64String(_key);

    /// <summary>The device's own key: HMAC-SHA256 of the registration id under the group's key. It is the IoT Hub device key too.</summary>
    /// <returns>32 bytes.</returns>
    public byte[] DeriveDeviceKey(string registrationId) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(registrationId));
}
