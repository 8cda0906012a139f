using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Who comes in, and who does not: Microsoft, "Communicate with an IoT hub using the MQTT protocol", and
/// Microsoft, "Communicate with DPS using the MQTT protocol". That CONNACK 3 is tried again and 5 is not was observed with
/// azure-iot-device 1.18.4.
/// </summary>
public sealed class AdmissionTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        await _gateway.EnrollAsync("dev1", "dev2");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("localhost/dev1/?api-version=2021-04-12", "localhost/devices/dev1")]
    [InlineData("localhost/dev1/api-version=2018-06-30", "localhost/devices/dev1")]
    [InlineData("hub.test/dev1/?api-version=2021-04-12", "hub.test/devices/dev1")]
    [InlineData("hub.test/dev1/?api-version=2021-04-12", "localhost/devices/dev1")]
    [InlineData("localhost:18883/dev1/?api-version=2021-04-12", "localhost:18883/devices/dev1")]
    [InlineData("Hub.Test/dev1/?api-version=2021-04-12", "hub.test/devices/DEV1")]
    public async Task A_device_with_its_key_comes_in_under_either_spelling_and_host_name(string userName, string resource)
    {
        await using var client = await MqttClient.ConnectAsync(_gateway.Client("dev1", userName, Token(resource)));

        Assert.False(client.SessionPresent);
    }

    [Fact]
    public Task A_token_signed_with_another_key_stays_out() => ShouldBeRefusedAsync(_gateway.Device("dev1", key: new byte[32]));

    [Fact]
    public Task An_expired_token_stays_out() =>
        ShouldBeRefusedAsync(_gateway.Device("dev1", expiresAt: DateTimeOffset.UtcNow.AddSeconds(-1)));

    [Fact]
    public Task A_device_that_never_registered_stays_out() => ShouldBeRefusedAsync(_gateway.Device("dev3"));

    [Fact]
    public Task A_registration_with_the_wrong_id_scope_stays_out() => ShouldBeRefusedAsync(_gateway.Registration("dev1", "0ne00000000"));

    [Fact]
    public Task A_registration_with_another_registrations_key_stays_out() => ShouldBeRefusedAsync(_gateway.Registration("dev1") with
    {
        Password = SasTokens.Sign(
            $"{_gateway.Host.IdScope}/registrations/dev1", _gateway.DeviceKey("dev2"), DateTimeOffset.UtcNow.AddHours(1)),
    });

    [Fact]
    public async Task A_device_token_is_no_registration_token_and_the_other_way_round()
    {
        await ShouldBeRefusedAsync(_gateway.Registration("dev1") with { Password = Token("localhost/devices/dev1") });
        await ShouldBeRefusedAsync(_gateway.Device("dev1") with { Password = Token($"{_gateway.Host.IdScope}/registrations/dev1") });
    }

    /// <summary>Every way of naming two identities in one CONNECT; the token is valid for what it names.</summary>
    [Theory]
    [InlineData("dev2", "dev1", "dev1")]
    [InlineData("dev1", "dev2", "dev1")]
    [InlineData("dev1", "dev1", "dev2")]
    [InlineData("dev2", "dev2", "dev1")]
    [InlineData("dev1", "dev2", "dev2")]
    [InlineData("dev2", "dev1", "dev2")]
    [InlineData("DEV1", "dev1", "dev1")]
    [InlineData("dev1/mod1", "dev1", "dev1")]
    public Task Client_id_user_name_and_token_must_name_one_identity(string clientId, string user, string token) =>
        ShouldBeRefusedAsync(
            _gateway.Client(clientId, $"localhost/{user}/?api-version=2021-04-12", Token($"localhost/devices/{token}", token)));

    [Theory]
    [InlineData("localhost/devices/dev1/modules/mod1")]
    [InlineData("localhost/devices")]
    [InlineData("localhost/devices/dev")]
    [InlineData("localhost/devices/dev1/")]
    [InlineData("elsewhere/devices/dev1")]
    [InlineData("")]
    public Task A_token_for_anything_else_stays_out(string resource) =>
        ShouldBeRefusedAsync(_gateway.Device("dev1") with { Password = Token(resource) });

    [Fact]
    public Task A_policys_token_stays_out() => ShouldBeRefusedAsync(_gateway.Device("dev1") with
    {
        Password = SasTokens.Sign("localhost/devices/dev1", _gateway.DeviceKey("dev1"), DateTimeOffset.UtcNow.AddHours(1), "device"),
    });

    [Theory]
    [InlineData("dev1")]
    [InlineData("localhost/dev1")]
    [InlineData("localhost/dev1/?version=1")]
    [InlineData("localhost/dev1/mod1/?api-version=2021-04-12")]
    public Task A_user_name_of_no_dialect_stays_out(string userName) =>
        ShouldBeRefusedAsync(_gateway.Device("dev1") with { UserName = userName });

    [Fact]
    public Task A_password_that_is_no_token_stays_out() => ShouldBeRefusedAsync(_gateway.Device("dev1") with { Password = "secret" });

    [Fact]
    public Task A_connect_without_a_user_name_stays_out() =>
        ShouldBeRefusedAsync(_gateway.Device("dev1") with { UserName = null, Password = null });

    private string Token(string resource, string deviceId = "dev1") =>
        SasTokens.Sign(resource, _gateway.DeviceKey(deviceId), DateTimeOffset.UtcNow.AddHours(1));

    private async Task ShouldBeRefusedAsync(MqttClientOptions client)
    {
        var before = _gateway.Counters.ConnectsRefused;

        var refusal = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(client));

        Assert.Equal(MqttConnectReturnCode.NotAuthorized, refusal.ReturnCode);
        Assert.Equal(before + 1, _gateway.Counters.ConnectsRefused);
    }
}
