using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttClientTlsTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Messages_travel_both_ways_over_tls(SslProtocols version)
    {
        using var certificate = ServerCertificate("localhost");
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options with { Tls = Trusting(certificate) });
        await using var server = await emulator.AcceptAsync(Server(certificate, version));
        await server.AcceptConnectAsync();
        await using var client = await connecting.WaitAsync(Patience);

        var large = new byte[100_000];
        var publishing = client.PublishAsync("up", large);
        var publish = await server.ExpectAsync<PublishPacket>();
        Assert.Equal(large.Length, publish.Payload.Length);
        await server.SendAsync(output => MqttPacketWriter.WritePubAck(output, publish.PacketId));
        await publishing.WaitAsync(Patience);

        await server.SendAsync(output => MqttPacketWriter.WritePublish(output, "down", large));
        Assert.Equal(large.Length, (await client.Messages.ReadAsync().AsTask().WaitAsync(Patience)).Payload.Length);
    }

    [Fact]
    public async Task Certificate_that_is_not_trusted_is_refused()
    {
        using var certificate = ServerCertificate("localhost");
        using var other = ServerCertificate("localhost");
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options with { Tls = Trusting(other) });
        await Assert.ThrowsAnyAsync<Exception>(() => AcceptAndReadAsync(emulator, certificate));
        await Assert.ThrowsAsync<AuthenticationException>(() => connecting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Certificate_with_another_name_is_refused()
    {
        using var certificate = ServerCertificate("elsewhere.test");
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options with { Tls = Trusting(certificate) });
        await Assert.ThrowsAnyAsync<Exception>(() => AcceptAndReadAsync(emulator, certificate));
        await Assert.ThrowsAsync<AuthenticationException>(() => connecting.WaitAsync(Patience));
    }

    private static async Task AcceptAndReadAsync(MqttServerEmulator emulator, X509Certificate2 certificate)
    {
        await using var server = await emulator.AcceptAsync(Server(certificate, SslProtocols.Tls13));
        await server.ExpectAsync<ConnectPacket>();
    }

    private static SslServerAuthenticationOptions Server(X509Certificate2 certificate, SslProtocols version) =>
        new() { ServerCertificate = certificate, EnabledSslProtocols = version };

    private static SslClientAuthenticationOptions Trusting(X509Certificate2 root)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        return new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = policy };
    }

    private static X509Certificate2 ServerCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
