using System.Security.Cryptography;
using System.Text.Json;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>
/// Registration: Microsoft, "Communicate with DPS using the MQTT protocol", and "Symmetric key attestation"; the flow as measured with
/// azure-iot-provisioning-device-mqtt 1.8.1, whose token names the registration without encoding.
/// </summary>
public sealed class ProvisioningConformanceTests(AzureClients clients) : ConformanceTests(clients)
{
    [ExternalFact("npm", "npm")]
    public async Task A_device_of_the_group_is_assigned_to_this_hub()
    {
        var assigned = await RegisterAsync("kitchen");

        Assert.Equal("assigned", assigned.GetProperty("status").GetString());
        Assert.Equal("localhost", assigned.GetProperty("assignedHub").GetString());
        Assert.Equal("kitchen", assigned.GetProperty("deviceId").GetString());
        Assert.Equal("initialAssignment", assigned.GetProperty("substatus").GetString());
    }

    /// <summary>The key that the group gives is the device's key at the hub.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_registered_device_comes_in_with_the_same_key()
    {
        var id = (await RegisterAsync("sn-007-888-abc-mac-a1-b2-c3-d4-e5-f6")).GetProperty("deviceId").GetString()!;
        await using var device = await Azure.CreateAsync(id, $"DeviceId={id}", Azure.Gateway.DeviceKey(id));

        await device.OpenAsync();
        await device.SendAsync("x");

        Assert.Equal(["x"], await Azure.Functions.EventsAsync(1));
    }

    [ExternalFact("npm", "npm")]
    public async Task Registering_again_keeps_the_twin()
    {
        await using (var kitchen = await Azure.OpenAsync("kitchen")) await kitchen.ReportAsync(new { chip = "BME280" });

        await RegisterAsync("kitchen");

        await using var again = await Azure.OpenAsync("kitchen");
        Assert.Equal("BME280", (await again.GetTwinAsync()).GetProperty("reported").GetProperty("chip").GetString());
    }

    [ExternalFact("npm", "npm")]
    public async Task A_wrong_key_is_an_error_and_registers_nothing()
    {
        await Assert.ThrowsAsync<AzureException>(() => RegisterAsync("kitchen", RandomNumberGenerator.GetBytes(32)));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await Azure.Service.GetAsync("/devices/kitchen", "registryRead")).Status);
    }

    [ExternalFact("npm", "npm")]
    public async Task Another_id_scope_is_an_error() =>
        await Assert.ThrowsAsync<AzureException>(() => RegisterAsync("kitchen", idScope: "0ne00AAAAAA"));

    [ExternalFact("npm", "npm")]
    public async Task Devices_that_register_at_once_are_all_assigned_their_own_id()
    {
        var ids = Enumerable.Range(0, 10).Select(i => $"room-{i}").ToArray();

        var assigned = await Task.WhenAll(ids.Select(id => RegisterAsync(id)));

        Assert.Equal(ids, assigned.Select(registration => registration.GetProperty("deviceId").GetString()));
    }

    /// <summary>The payload is for custom allocation; who has none is registered all the same.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_registration_with_a_payload_is_assigned()
    {
        var assigned = await RegisterAsync("kitchen", payload: new { modelId = "dtmi:com:example:Thermostat;1" });

        Assert.Equal("assigned", assigned.GetProperty("status").GetString());
    }

    private Task<JsonElement> RegisterAsync(string registrationId, byte[]? key = null, string? idScope = null, object? payload = null) =>
        Azure.Driver.CallAsync("register", registrationId, new
        {
            registrationId,
            payload = payload ?? new { },
            ca = Azure.Root,
            host = $"localhost:{Azure.Gateway.Host.MqttPort}",
            idScope = idScope ?? Azure.Gateway.Host.IdScope,
            key = Convert.ToBase64String(key ?? Azure.Gateway.DeviceKey(registrationId)),
        });
}
