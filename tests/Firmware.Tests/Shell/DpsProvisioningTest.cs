using System.Collections;
using Firmware.Esp32;
using nanoFramework.Azure.Devices.Provisioning.Client;

namespace Firmware.Tests.Shell;

public sealed class DpsProvisioningTest : IDisposable
{
    private const string Key = "c2VjcmV0";
    private readonly FakeLog _log = new();
    private readonly DpsProvisioning _provisioning;

    public DpsProvisioningTest()
    {
        var values = new Hashtable { ["idScope"] = "0ne00000000", ["registrationId"] = "kitchen", ["key"] = Key };
        _provisioning = new DpsProvisioning(DeviceConfiguration.From(values, out _)!, null, _log);
    }

    public void Dispose()
    {
        ProvisioningDeviceClient.Service = null;
        Assert.Equal(0, ProvisioningDeviceClient.Open);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Registers_with_the_devices_own_key_for_a_bounded_time()
    {
        ProvisioningDeviceClient.Service = (endpoint, idScope, registrationId, key, limit) =>
        {
            Assert.True(limit.CanBeCanceled);
            Assert.Equal(
                ("global.azure-devices-provisioning.net", "0ne00000000", "kitchen", Key), (endpoint, idScope, registrationId, key));
            return new() { Status = ProvisioningRegistrationStatusType.Assigned, AssignedHub = "hub.test", DeviceId = "kitchen-1" };
        };

        var assignment = _provisioning.Register();

        Assert.Equal(("hub.test", "kitchen-1"), (assignment?.Hub, assignment?.DeviceId));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_refusal_says_the_services_reason()
    {
        ProvisioningDeviceClient.Service = (_, _, _, _, _) => new()
        {
            Status = ProvisioningRegistrationStatusType.Disabled, ErrorCode = 403, ErrorMessage = "enrollment is disabled",
        };

        Assert.Null(_provisioning.Register());

        Assert.Equal(["Warning dps not assigned status=5 code=403 error=\"enrollment is disabled\""], _log.Lines);
    }

    [Fact]
    public void An_unreachable_service_is_named()
    {
        ProvisioningDeviceClient.Service = (_, _, _, _, _) => throw new InvalidOperationException("No address found");

        Assert.Null(_provisioning.Register());

        Assert.Equal(["Warning dps no answer endpoint=global.azure-devices-provisioning.net error=\"No address found\""], _log.Lines);
    }
}
