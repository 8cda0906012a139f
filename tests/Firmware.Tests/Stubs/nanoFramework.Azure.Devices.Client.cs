using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware.Esp32.Stubs;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.Azure.Devices.Client
{
    public class DeviceClient : IDisposable
    {
        public DeviceClient(
            string iotHubName,
            string deviceId,
            string sasKey,
            MqttQoSLevel qosLevel = MqttQoSLevel.AtLeastOnce,
            X509Certificate azureCert = null,
            string modelId = null) => throw Stub.Called();

        public bool IsConnected => throw Stub.Called();

        public bool Open() => throw Stub.Called();

        public bool SendMessage(
            string message,
            string contentType,
            ArrayList userProperties,
            CancellationToken cancellationToken = default,
            string dtdlComponentname = "") => throw Stub.Called();

        public void Dispose() => throw Stub.Called();
    }
}

namespace nanoFramework.Azure.Devices.Provisioning.Client
{
    public class DeviceRegistrationResult
    {
        private DeviceRegistrationResult()
        {
        }

        public string AssignedHub
        {
            get => throw Stub.Called();
            set => throw Stub.Called();
        }

        public string DeviceId
        {
            get => throw Stub.Called();
            set => throw Stub.Called();
        }

        public ProvisioningRegistrationStatusType Status
        {
            get => throw Stub.Called();
            set => throw Stub.Called();
        }

        public int ErrorCode
        {
            get => throw Stub.Called();
            set => throw Stub.Called();
        }

        public string ErrorMessage
        {
            get => throw Stub.Called();
            set => throw Stub.Called();
        }
    }

    public class ProvisioningDeviceClient : IDisposable
    {
        private ProvisioningDeviceClient()
        {
        }

        public static ProvisioningDeviceClient Create(
            string globalDeviceEndpoint,
            string idScope,
            string registrationId,
            string securityProvider,
            X509Certificate azureCert = null) => throw Stub.Called();

        public DeviceRegistrationResult Register(CancellationToken cancellationToken) => throw Stub.Called();

        public void Dispose() => throw Stub.Called();
    }

    public enum ProvisioningRegistrationStatusType
    {
        Unassigned = 1,
        Assigning = 2,
        Assigned = 3,
        Failed = 4,
        Disabled = 5,
    }
}
