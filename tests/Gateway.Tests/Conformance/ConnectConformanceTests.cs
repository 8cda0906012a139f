using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>
/// Who comes in: Microsoft, "Communicate with an IoT hub using the MQTT protocol", and "Control access to IoT Hub by using shared
/// access signatures". User names as measured with azure-iot-device 1.18.4 and read in azure-sdk-for-c.
/// </summary>
public sealed class ConnectConformanceTests(AzureClients clients) : ConformanceTests(clients)
{
    [ExternalFact("npm", "npm")]
    public async Task A_device_comes_in_with_its_key()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync("x");

        Assert.Equal(1, Azure.Gateway.Counters.Stored);
    }

    /// <summary>With GatewayHostName the user name and the token keep naming the hub.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_device_that_names_a_real_hub_but_dials_the_gateway_comes_in()
    {
        await using var kitchen = await Azure.DeviceAsync("kitchen", hub: "contoso.azure-devices.net");

        await kitchen.OpenAsync();
        await kitchen.SendAsync("x");

        Assert.Equal(["x"], await Azure.Functions.EventsAsync(1));
    }

    /// <summary>The model id stands before DeviceClientType and is not encoded.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_device_with_a_model_id_and_a_product_comes_in()
    {
        await using var kitchen = await Azure.OpenAsync(
            "kitchen", new { modelId = "dtmi:com:example:Thermostat;1", productInfo = "room sensor & more/1.0 (ü)" });

        await kitchen.SendAsync("x");

        Assert.Equal(1, Azure.Gateway.Counters.Stored);
    }

    /// <summary>azure-sdk-for-c: an older version, DeviceClientType before the model id, both encoded; edgeHub needs no `?`.</summary>
    [ExternalFact("npm", "npm")]
    public async Task The_user_names_of_other_clients_come_in()
    {
        const string Agent = "api-version=2020-09-30&DeviceClientType=azsdk-c%2F1.5.0&model-id=dtmi%3Acom%3Aexample%3AThermostat%3B1";
        await Azure.Gateway.EnrollAsync("kitchen");

        foreach (var spelling in new[] { "/?", "/" })
        {
            var options = Azure.Gateway.Device("kitchen") with { UserName = "localhost/kitchen" + spelling + Agent };
            await using var kitchen = await MqttClient.ConnectAsync(options);
            await kitchen.SendTelemetryAsync("kitchen", spelling);
        }

        Assert.Equal(2, Azure.Gateway.Counters.Stored);
    }

    [ExternalFact("npm", "npm")]
    public async Task A_module_comes_in_beside_its_device()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await using var module = await Azure.OpenModuleAsync("kitchen", "mod1");

        await module.SendAsync("module");
        await kitchen.SendAsync("device");

        Assert.Equal(["module", "device"], await Azure.Functions.EventsAsync(2));
    }

    [ExternalFact("npm", "npm")]
    public async Task A_device_may_keep_the_connection_alive_faster()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen", new { keepalive = 1 });

        await kitchen.SendAsync("x");

        Assert.Equal(1, Azure.Gateway.Counters.Connected);
    }

    /// <summary>Trap 4: CONNACK 5 becomes an UnauthorizedError, which the client does not try again.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_wrong_key_is_an_unauthorized_error()
    {
        await using var kitchen = await Azure.DeviceAsync("kitchen", key: RandomNumberGenerator.GetBytes(32));

        var refusal = await Assert.ThrowsAsync<AzureException>(kitchen.OpenAsync);

        Assert.Equal("UnauthorizedError", refusal.Name);
        Assert.Equal(1, Azure.Gateway.Counters.ConnectsRefused);
    }

    [ExternalFact("npm", "npm")]
    public async Task A_device_that_nobody_knows_is_an_unauthorized_error()
    {
        await using var cellar = await Azure.CreateAsync("cellar", "DeviceId=cellar", Azure.Gateway.DeviceKey("cellar"));

        var refusal = await Assert.ThrowsAsync<AzureException>(cellar.OpenAsync);

        Assert.Equal("UnauthorizedError", refusal.Name);
    }

    [ExternalFact("npm", "npm")]
    public async Task A_device_with_anothers_key_is_an_unauthorized_error()
    {
        await using var kitchen = await Azure.DeviceAsync("kitchen", key: Azure.Gateway.DeviceKey("offices"));

        Assert.Equal("UnauthorizedError", (await Assert.ThrowsAsync<AzureException>(kitchen.OpenAsync)).Name);
    }

    [ExternalFact("npm", "npm")]
    public async Task A_certificate_whose_thumbprint_is_registered_comes_in_without_a_password()
    {
        using var certificate = TestAuthority.SelfSigned("CN=attic");
        var authentication = new { type = "selfSigned", x509Thumbprint = new { primaryThumbprint = certificate.Thumbprint } };
        var identity = JsonSerializer.Serialize(new { deviceId = "attic", authentication });
        await Azure.Service.PutAsync("/devices/attic", "registryReadWrite", identity);
        await using var attic = new AzureDevice(Azure.Driver, "attic");
        await attic.CreateAsync(new
        {
            ca = Azure.Root,
            uri = $"mqtts://localhost:{Azure.Gateway.Host.MqttPort}",
            connectionString = "HostName=localhost;DeviceId=attic;x509=true",
            options = new { cert = certificate.ExportCertificatePem(), key = certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() },
        });

        await attic.OpenAsync();
        await attic.SendAsync("x");

        var system = (await Azure.Functions.NextAsync()).Metadata("SystemPropertiesArray")[0];
        var method = system.GetProperty("iothub-connection-auth-method").GetString();
        Assert.Equal("""{"scope":"device","type":"x509","issuer":"iothub"}""", method);
    }
}
