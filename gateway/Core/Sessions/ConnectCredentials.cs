using System.Security.Cryptography.X509Certificates;

namespace Gateway.Core.Sessions;

/// <summary>What a client says about itself in CONNECT and in the TLS handshake. Holds a secret; its text form leaves it out. Immutable.</summary>
/// <param name="ClientId">The client identifier.</param>
/// <param name="UserName">The user name, or null where none was sent.</param>
/// <param name="Password">The password as text, or null where none was sent or it is not UTF-8.</param>
/// <param name="Certificate">The certificate that the client showed and proved to own, or null.</param>
/// <param name="Intermediates">The certificates that it sent along, to lead from its own to an authority; null for none.</param>
public sealed record ConnectCredentials(
    string ClientId,
    string? UserName,
    string? Password,
    X509Certificate2? Certificate = null,
    X509Certificate2Collection? Intermediates = null)
{
    /// <summary>The client id and the user name.</summary>
    public override string ToString() => $"client '{ClientId}', user '{UserName}'";
}
