using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Devices that prove themselves in the TLS handshake: Microsoft, "Authenticate identities with X.509 certificates", and
/// "Communicate with an IoT hub using the MQTT protocol". That the password is absent or empty, by azure-iot-device 1.18.4 and azure-sdk-for-c.
/// </summary>
public sealed class CertificateTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestAuthority _root = TestAuthority.Create("maker");
    private FunctionsEmulator _functions = null!;
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;

    public async Task InitializeAsync()
    {
        _functions = await FunctionsEmulator.StartAsync();
        await File.WriteAllTextAsync(_directory.File("ca.pem"), _root.Certificate.ExportCertificatePem());
        _gateway = await RunningGateway.StartAsync(_directory, options => options with
        {
            EventsUrl = _functions.Url, DeviceAuthoritiesFile = _directory.File("ca.pem"),
        });
        _service = new ServiceClient(_gateway);
    }

    public async Task DisposeAsync()
    {
        _service.Dispose();
        await _gateway.DisposeAsync();
        await _functions.DisposeAsync();
    }

    public void Dispose()
    {
        _root.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("SHA1", true, SslProtocols.Tls12, null)]
    [InlineData("SHA256", false, SslProtocols.Tls13, "")]
    public async Task A_certificate_whose_thumbprint_the_identity_names_comes_in(
        string hash, bool isPrimary, SslProtocols protocol, string? password)
    {
        using var certificate = TestAuthority.SelfSigned("CN=attic");
        using var other = TestAuthority.SelfSigned("CN=attic");
        var (mine, spare) = (Thumbprint(certificate, hash), Thumbprint(other, hash));
        await CreateThumbprintsAsync("attic", isPrimary ? mine : spare, isPrimary ? spare : mine);
        var device = Device("attic", certificate) with { Password = password };
        device.Tls!.EnabledSslProtocols = protocol;

        await using var attic = await MqttClient.ConnectAsync(device);
        await attic.SendTelemetryAsync("attic", "x");

        var method = (await _functions.NextAsync()).Metadata("SystemPropertiesArray")[0].GetProperty("iothub-connection-auth-method");
        Assert.Equal("""{"scope":"device","type":"x509","issuer":"iothub"}""", method.GetString());
    }

    [Fact]
    public async Task A_certificate_that_the_identity_does_not_name_stays_out()
    {
        using var certificate = TestAuthority.SelfSigned("CN=attic");
        using var other = TestAuthority.SelfSigned("CN=attic");
        using var signed = _root.Issue("CN=attic");
        await CreateThumbprintsAsync("attic", Thumbprint(certificate, "SHA256"));

        await ShouldBeRefusedAsync(Device("attic", other));
        await ShouldBeRefusedAsync(Device("attic", signed));
        await ShouldBeRefusedAsync(Device("attic", null));
        await ShouldBeRefusedAsync(Device("attic", certificate) with { Password = "x" });
        await ShouldBeRefusedAsync(_gateway.Device("attic"));
    }

    [Fact]
    public async Task A_certificate_outside_its_time_stays_out()
    {
        var now = DateTimeOffset.UtcNow;
        using var expired = TestAuthority.SelfSigned("CN=attic", now.AddDays(-2), now.AddSeconds(-1));
        using var early = TestAuthority.SelfSigned("CN=attic", now.AddHours(1), now.AddDays(1));
        using var signed = _root.Issue("CN=cellar", until: now.AddSeconds(-1));
        await CreateThumbprintsAsync("attic", Thumbprint(expired, "SHA1"), Thumbprint(early, "SHA1"));
        await CreateSignedAsync("/devices/cellar", """{"deviceId":"cellar","authentication":{"type":"certificateAuthority"}}""");

        await ShouldBeRefusedAsync(Device("attic", expired));
        await ShouldBeRefusedAsync(Device("attic", early));
        await ShouldBeRefusedAsync(Device("cellar", signed));
    }

    [Fact]
    public async Task A_certificate_signed_by_a_configured_authority_comes_in_also_through_one_below_it()
    {
        using var below = _root.Below("plant");
        using var direct = _root.Issue("CN=cellar, O=maker");
        using var indirect = below.Issue("CN=cellar");
        await CreateCellarAsync();

        await using (var cellar = await MqttClient.ConnectAsync(Device("cellar", direct))) await cellar.SendTelemetryAsync("cellar", "x");
        await using (var cellar = await MqttClient.ConnectAsync(Device("cellar", indirect, below.Certificate)))
            await cellar.SendTelemetryAsync("cellar", "y");

        Assert.Equal(["x", "y"], await _functions.EventsAsync(2));
    }

    [Theory]
    [InlineData("CN=kitchen")]
    [InlineData("CN=CELLAR")]
    [InlineData("CN=cellar/mod1")]
    [InlineData("CN=cellar, CN=kitchen")]
    [InlineData("O=cellar")]
    public async Task A_signed_certificate_for_another_name_stays_out(string subject)
    {
        using var certificate = _root.Issue(subject);
        await CreateCellarAsync();

        await ShouldBeRefusedAsync(Device("cellar", certificate));
    }

    [Fact]
    public async Task A_certificate_that_no_configured_authority_signed_stays_out()
    {
        using var stranger = TestAuthority.Create("maker");
        using var forged = stranger.Issue("CN=cellar");
        using var alone = TestAuthority.SelfSigned("CN=cellar");
        using var below = _root.Below("plant");
        using var incomplete = below.Issue("CN=cellar");
        await CreateCellarAsync();

        await ShouldBeRefusedAsync(Device("cellar", forged, stranger.Certificate));
        await ShouldBeRefusedAsync(Device("cellar", alone));
        await ShouldBeRefusedAsync(Device("cellar", incomplete));
    }

    [Fact]
    public async Task A_device_is_no_authority_for_others()
    {
        using var device = _root.Issue("CN=kitchen");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cellar", key, HashAlgorithmName.SHA256);
        using var issued = request.Create(
            device.SubjectName,
            X509SignatureGenerator.CreateForECDsa(device.GetECDsaPrivateKey()!),
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddHours(1),
            [1]);
        using var forged = issued.CopyWithPrivateKey(key);
        await CreateCellarAsync();

        await ShouldBeRefusedAsync(Device("cellar", forged, device));
    }

    [Fact]
    public async Task A_modules_certificate_names_device_and_module_and_neither_comes_in_with_the_others()
    {
        using var device = _root.Issue("CN=cellar");
        using var module = _root.Issue("CN=cellar/mod1");
        await CreateCellarAsync();
        await CreateSignedAsync(
            "/devices/cellar/modules/mod1",
            """{"deviceId":"cellar","moduleId":"mod1","authentication":{"type":"certificateAuthority"}}""");

        await using (var mod1 = await MqttClient.ConnectAsync(Device("cellar/mod1", module)))
            await mod1.PublishAsync("devices/cellar/modules/mod1/messages/events/", "m"u8.ToArray(), MqttQos.AtLeastOnce);
        await ShouldBeRefusedAsync(Device("cellar/mod1", device));
        await ShouldBeRefusedAsync(Device("cellar", module));
    }

    [Fact]
    public async Task A_certificate_does_not_stand_in_for_a_key()
    {
        using var certificate = _root.Issue("CN=kitchen");
        await _gateway.EnrollAsync("kitchen");

        await ShouldBeRefusedAsync(Device("kitchen", certificate));
    }

    [Fact]
    public async Task A_certificate_cannot_make_the_gateway_call_anybody()
    {
        using var bait = new TcpListener(IPAddress.Loopback, 0);
        bait.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)bait.LocalEndpoint).Port}/ca.cer");
        using var below = _root.Below("plant");
        using var certificate = below.Issue("CN=cellar", extension: new X509AuthorityInformationAccessExtension([], [address]));
        await CreateCellarAsync();

        await ShouldBeRefusedAsync(Device("cellar", certificate));

        Assert.False(bait.Pending(), "the gateway asked the address in the certificate");
    }

    [Theory]
    [InlineData("no certificate", "holds no certificate")]
    [InlineData(null, "cannot be read")]
    [InlineData("leaf", "which is no authority")]
    public async Task An_authority_file_that_is_none_is_refused_at_the_start(string? content, string complaint)
    {
        using var leaf = _root.Issue("CN=cellar");
        using var directory = new TemporaryDirectory();
        var path = directory.File("ca.pem");
        if (content is not null) await File.WriteAllTextAsync(path, content == "leaf" ? leaf.ExportCertificatePem() : content);

        var failure = await Assert.ThrowsAsync<GatewayStartException>(
            () => RunningGateway.StartAsync(directory, options => options with { DeviceAuthoritiesFile = path }));

        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    private MqttClientOptions Device(string clientId, X509Certificate2? certificate, params X509Certificate2[] intermediates)
    {
        var device = _gateway.Client(clientId, $"localhost/{clientId}/?api-version=2021-04-12", "") with { Password = null };
        return certificate is null ? device : device with { Tls = TestAuthority.Show(device.Tls!, certificate, intermediates) };
    }

    private Task CreateCellarAsync() =>
        CreateSignedAsync("/devices/cellar", """{"deviceId":"cellar","authentication":{"type":"certificateAuthority"}}""");

    private async Task CreateSignedAsync(string path, string body) =>
        Assert.Equal(HttpStatusCode.OK, (await _service.PutAsync(path, "registryReadWrite", body)).Status);

    private Task CreateThumbprintsAsync(string id, string primary, string? secondary = null) => CreateSignedAsync(
        $"/devices/{id}",
        $$"""
        {"deviceId":"{{id}}","authentication":{"type":"selfSigned",
         "x509Thumbprint":{"primaryThumbprint":"{{primary}}","secondaryThumbprint":"{{secondary}}"} } }
        """);

    private static string Thumbprint(X509Certificate2 certificate, string hash) => certificate.GetCertHashString(new HashAlgorithmName(hash));

    private static async Task ShouldBeRefusedAsync(MqttClientOptions client)
    {
        var refusal = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(client));

        Assert.Equal(MqttConnectReturnCode.NotAuthorized, refusal.ReturnCode);
    }
}
