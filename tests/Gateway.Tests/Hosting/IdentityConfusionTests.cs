using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Core.Methods;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Everything by which a client says who it is, crossed with everything else: only the row in which all of it names one identity comes in,
/// and whoever is in acts for nobody else. Microsoft, "Control access to IoT Hub by using shared access signatures", and "Communicate
/// with an IoT hub using the MQTT protocol".
/// </summary>
public sealed class IdentityConfusionTests(IdentityConfusionTests.Site site) : IClassFixture<IdentityConfusionTests.Site>
{
    private static readonly string[] Identities = ["kitchen", "offices", "kitchen/mod1"];

    /// <summary>Client id, user name, resource of the token, key that signs it: all that are not one identity's.</summary>
    public static TheoryData<string, string, string, string> CrossedTokens()
    {
        var crossed = new TheoryData<string, string, string, string>();
        foreach (var client in Identities)
            foreach (var user in Identities)
                foreach (var resource in Identities)
                    foreach (var key in Identities)
                        if (client != user || user != resource || resource != key) crossed.Add(client, user, resource, key);
        return crossed;
    }

    /// <summary>Client id, user name and certificate of identities that have certificates, and one that has keys.</summary>
    public static TheoryData<string, string, string> CrossedCertificates()
    {
        string[] identities = ["cellar", "attic", "kitchen"];
        var crossed = new TheoryData<string, string, string>();
        foreach (var client in identities)
            foreach (var user in identities)
                foreach (var certificate in identities)
                    if (client != user || user != certificate || client == "kitchen") crossed.Add(client, user, certificate);
        return crossed;
    }

    public static TheoryData<string, string> ForeignTopics() => new()
    {
        { "kitchen", "devices/offices/messages/events/" },
        { "kitchen", "devices/kitchen/modules/mod1/messages/events/" },
        { "kitchen", "devices/KITCHEN/messages/events/" },
        { "kitchen", "devices/kitchen%2F/messages/events/" },
        { "kitchen", "devices/kitchen/messages/devicebound/" },
        { "kitchen", "devices/offices/messages/devicebound/" },
        { "kitchen", "$iothub/twin/res/200/?$rid=1" },
        { "kitchen", "$iothub/twin/PATCH/properties/desired/?$version=1" },
        { "kitchen", "$iothub/methods/POST/reboot/?$rid=1" },
        { "kitchen", "$dps/registrations/PUT/iotdps-register/?$rid=1" },
        { "kitchen/mod1", "devices/kitchen/messages/events/" },
        { "kitchen/mod1", "devices/offices/modules/mod1/messages/events/" },
    };

    public static TheoryData<string, string> ForeignFilters() => new()
    {
        { "kitchen", "devices/offices/messages/devicebound/#" },
        { "kitchen", "devices/#" },
        { "kitchen", "devices/+/messages/events/#" },
        { "kitchen", "$iothub/#" },
        { "kitchen", "$dps/registrations/res/#" },
        { "kitchen", "#" },
        { "kitchen/mod1", "devices/kitchen/messages/devicebound/#" },
        { "kitchen/mod1", "devices/+/messages/devicebound/#" },
    };

    [Theory]
    [InlineData("kitchen")]
    [InlineData("offices")]
    [InlineData("kitchen/mod1")]
    public async Task What_all_names_one_identity_comes_in(string identity)
    {
        await using var client = await MqttClient.ConnectAsync(site.Client(identity, identity, identity, identity));
    }

    [Theory]
    [MemberData(nameof(CrossedTokens))]
    public Task A_client_id_user_name_resource_or_key_of_another_stays_out(string clientId, string user, string resource, string key) =>
        ShouldStayOutAsync(site.Client(clientId, user, resource, key));

    [Theory]
    [MemberData(nameof(CrossedCertificates))]
    public Task A_certificate_of_another_stays_out(string clientId, string user, string certificate) =>
        ShouldStayOutAsync(site.Client(clientId, user, certificate));

    [Fact]
    public Task A_certificate_beside_another_devices_token_stays_out()
    {
        var crossed = site.Client("cellar", "cellar", "cellar") with { Password = site.Token("kitchen", "kitchen") };
        return ShouldStayOutAsync(crossed);
    }

    /// <summary>The pattern of Microsoft's cloud protocol gateway: a policy with DeviceConnect acts for what its token is for.</summary>
    [Theory]
    [InlineData("localhost", "kitchen")]
    [InlineData("localhost/devices", "offices")]
    [InlineData("localhost/devices", "kitchen/mod1")]
    [InlineData("localhost/devices", "cellar")]
    [InlineData("localhost/devices/kitchen", "kitchen")]
    [InlineData("localhost/devices/kitchen", "kitchen/mod1")]
    public async Task A_policys_token_comes_in_as_any_device_it_is_for(string resource, string identity)
    {
        await using var client = await MqttClient.ConnectAsync(site.WithPolicy("device", resource, identity));
    }

    [Theory]
    [InlineData("service", "localhost/devices", "kitchen")]
    [InlineData("registryRead", "localhost/devices", "kitchen")]
    [InlineData("registryReadWrite", "localhost/devices", "kitchen")]
    [InlineData("device", "localhost/devices/kitchen", "offices")]
    [InlineData("device", "localhost/devices/kitchen/modules/mod1", "kitchen")]
    [InlineData("device", "localhost/devices/kitche", "kitchen")]
    [InlineData("device", "elsewhere/devices", "kitchen")]
    [InlineData("device", "localhost/twins", "kitchen")]
    [InlineData("device", "localhost/devices", "nobody")]
    public Task A_policys_token_for_anything_else_stays_out(string policy, string resource, string identity) =>
        ShouldStayOutAsync(site.WithPolicy(policy, resource, identity));

    [Theory]
    [MemberData(nameof(ForeignTopics))]
    public async Task A_topic_that_is_not_its_own_closes_the_connection(string identity, string topic)
    {
        var before = site.Gateway.Counters.Received;
        await using var client = await MqttClient.ConnectAsync(site.Client(identity, identity, identity, identity));

        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => client.PublishAsync(topic, "{}"u8.ToArray(), MqttQos.AtLeastOnce));

        Assert.Equal(before, site.Gateway.Counters.Received);
    }

    [Theory]
    [MemberData(nameof(ForeignFilters))]
    public async Task A_filter_that_is_not_its_own_closes_the_connection(string identity, string filter)
    {
        await using var client = await MqttClient.ConnectAsync(site.Client(identity, identity, identity, identity));

        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => client.SubscribeAsync(filter, MqttQos.AtMostOnce));
    }

    [Fact]
    public async Task A_request_id_of_anothers_method_call_answers_nothing()
    {
        await using var kitchen = await SubscribedAsync("kitchen");
        await using var offices = await SubscribedAsync("offices");
        var call = new MethodCalls(site.Gateway.Host.Ports.Clients, TimeProvider.System).InvokeAsync(
            "offices", "reboot", "{}"u8.ToArray(), TimeSpan.Zero, RunningGateway.Patience, CancellationToken.None);
        var request = await offices.NextAsync();
        var answerTopic = request.Topic.Replace("POST/reboot", "res/200", StringComparison.Ordinal);

        await kitchen.PublishAsync(answerTopic, "\"forged\""u8.ToArray(), MqttQos.AtLeastOnce);
        Assert.False(call.IsCompleted);
        await offices.PublishAsync(answerTopic, "\"true\""u8.ToArray(), MqttQos.AtLeastOnce);

        var answer = Assert.IsType<MethodResult.Answered>(await call.WaitAsync(RunningGateway.Patience));
        Assert.Equal("\"true\"", Encoding.UTF8.GetString(answer.Payload.Span));
    }

    [Fact]
    public async Task An_answer_about_a_twin_goes_to_who_asked_also_where_request_ids_are_equal()
    {
        await using var kitchen = await SubscribedAsync("kitchen");
        await using var offices = await SubscribedAsync("offices");
        await offices.PublishAsync("$iothub/twin/PATCH/properties/reported/?$rid=7", """{"who":"offices"}"""u8.ToArray(), MqttQos.AtLeastOnce);
        Assert.StartsWith("$iothub/twin/res/204/?$rid=7", (await offices.NextAsync()).Topic, StringComparison.Ordinal);

        await offices.PublishAsync("$iothub/twin/GET/?$rid=7", default, MqttQos.AtLeastOnce);
        await kitchen.PublishAsync("$iothub/twin/GET/?$rid=7", default, MqttQos.AtLeastOnce);

        Assert.Contains("offices", (await offices.NextAsync()).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("offices", (await kitchen.NextAsync()).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_acts_for_no_other_and_not_as_a_device()
    {
        await using var client = await MqttClient.ConnectAsync(site.Gateway.Registration("kitchen"));
        await client.SubscribeAsync("$dps/registrations/res/#", MqttQos.AtLeastOnce);

        var body = """{"registrationId":"offices"}"""u8.ToArray();
        await client.PublishAsync("$dps/registrations/PUT/iotdps-register/?$rid=1", body, MqttQos.AtLeastOnce);
        Assert.StartsWith("$dps/registrations/res/401/?$rid=1", (await client.NextAsync()).Topic, StringComparison.Ordinal);

        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => client.SendTelemetryAsync("kitchen", "x"));
    }

    private async Task<MqttClient> SubscribedAsync(string identity)
    {
        var client = await MqttClient.ConnectAsync(site.Client(identity, identity, identity, identity));
        await client.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce);
        return client;
    }

    private static async Task ShouldStayOutAsync(MqttClientOptions client)
    {
        var refusal = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(client));

        Assert.Equal(MqttConnectReturnCode.NotAuthorized, refusal.ReturnCode);
    }

    /// <summary>A gateway with two devices and a module that have keys, and two devices that have certificates.</summary>
    public sealed class Site : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryDirectory _directory = new();
        private readonly TestAuthority _maker = TestAuthority.Create("maker");
        private readonly Dictionary<string, byte[]> _keys = [];
        private readonly Dictionary<string, X509Certificate2> _certificates = [];

        internal RunningGateway Gateway { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await File.WriteAllTextAsync(_directory.File("ca.pem"), _maker.Certificate.ExportCertificatePem());
            Gateway = await RunningGateway.StartAsync(_directory, options => options with
            {
                DeviceAuthoritiesFile = _directory.File("ca.pem"), Limits = options.Limits with { TakeOversMax = 1_000 },
            });
            using var service = new ServiceClient(Gateway);
            foreach (var id in new[] { "kitchen", "offices", "cellar", "attic" }) _certificates[id] = _maker.Issue($"CN={id}");
            await CreateWithKeyAsync(service, "/devices/kitchen", "kitchen", """{"deviceId":"kitchen"}""");
            await CreateWithKeyAsync(service, "/devices/offices", "offices", """{"deviceId":"offices"}""");
            await CreateWithKeyAsync(service, "/devices/kitchen/modules/mod1", "kitchen/mod1", """{"deviceId":"kitchen","moduleId":"mod1"}""");
            await CreateAsync(service, "/devices/cellar", """{"deviceId":"cellar","authentication":{"type":"certificateAuthority"}}""");
            var thumbprint = _certificates["attic"].GetCertHashString();
            await CreateAsync(
                service,
                "/devices/attic",
                $$"""
                {"deviceId":"attic","authentication":{"type":"selfSigned","x509Thumbprint":{"primaryThumbprint":"{{thumbprint}}"} } }
                """);
        }

        public Task DisposeAsync() => Gateway.DisposeAsync().AsTask();

        public void Dispose()
        {
            foreach (var certificate in _certificates.Values) certificate.Dispose();
            _maker.Dispose();
            _directory.Dispose();
        }

        internal MqttClientOptions Client(string clientId, string user, string resource, string key) =>
            Gateway.Client(clientId, $"localhost/{user}/?api-version=2021-04-12", Token(resource, key));

        internal MqttClientOptions Client(string clientId, string user, string certificate)
        {
            var client = Gateway.Client(clientId, $"localhost/{user}/?api-version=2021-04-12", "") with { Password = null };
            return client with { Tls = TestAuthority.Show(client.Tls!, _certificates[certificate]) };
        }

        internal MqttClientOptions WithPolicy(string policy, string resource, string identity) => Gateway.Client(
            identity,
            $"localhost/{identity}/?api-version=2021-04-12",
            SasTokens.Sign(
                resource, Gateway.Host.Policies.Find(policy)!.Primary.ToArray(), DateTimeOffset.UtcNow.AddHours(1), policy));

        internal string Token(string resource, string key) => SasTokens.Sign(
            "localhost/devices/" + resource.Replace("/", "/modules/", StringComparison.Ordinal), _keys[key], DateTimeOffset.UtcNow.AddHours(1));

        private async Task CreateWithKeyAsync(ServiceClient service, string path, string clientId, string body)
        {
            var created = await CreateAsync(service, path, body);
            var keys = created.Json.GetProperty("authentication").GetProperty("symmetricKey");
            _keys[clientId] = keys.GetProperty("primaryKey").GetBytesFromBase64();
        }

        private static async Task<ServiceClient.Answer> CreateAsync(ServiceClient service, string path, string body)
        {
            var created = await service.PutAsync(path, "registryReadWrite", body);
            Assert.Equal(HttpStatusCode.OK, created.Status);
            return created;
        }
    }
}
