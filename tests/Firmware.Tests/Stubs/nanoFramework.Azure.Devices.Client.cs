using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware.Esp32.Stubs;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.Azure.Devices.Client
{
    internal delegate void ClientCreated(DeviceClient client);

    internal delegate bool Opening();

    internal delegate bool Sending(string message, string contentType, ArrayList userProperties, CancellationToken cancellationToken);

    public class DeviceClient : IDisposable
    {
        [ThreadStatic]
        internal static ClientCreated Created;

        internal readonly string Identity;
        internal readonly string RootsPem;
        internal readonly MqttQoSLevel QoS;
        internal Opening Opening = () => throw Stub.Called();
        internal Sending Sending;
        internal Action Disposing = () => { };

        public DeviceClient(
            string iotHubName,
            string deviceId,
            string sasKey,
            MqttQoSLevel qosLevel = MqttQoSLevel.AtLeastOnce,
            X509Certificate azureCert = null,
            string modelId = null)
        {
            Identity = iotHubName + "/" + deviceId + " " + sasKey;
            RootsPem = azureCert?.Pem;
            QoS = qosLevel;
            Created?.Invoke(this);
        }

        public bool IsConnected { get; private set; }

        public bool Open() => IsConnected = Opening();

        public bool SendMessage(
            string message,
            string contentType,
            ArrayList userProperties,
            CancellationToken cancellationToken = default,
            string dtdlComponentname = "") => Sending(message, contentType, userProperties, cancellationToken);

        public void Dispose()
        {
            IsConnected = false;
            Disposing();
        }
    }
}

namespace nanoFramework.Azure.Devices.Provisioning.Client
{
    internal delegate DeviceRegistrationResult Registration(
        string endpoint, string idScope, string registrationId, string key, CancellationToken cancellationToken);

    public class DeviceRegistrationResult
    {
        internal DeviceRegistrationResult()
        {
        }

        public string AssignedHub { get; set; }

        public string DeviceId { get; set; }

        public ProvisioningRegistrationStatusType Status { get; set; }

        public int ErrorCode { get; set; }

        public string ErrorMessage { get; set; }
    }

    public class ProvisioningDeviceClient : IDisposable
    {
        [ThreadStatic]
        internal static Registration Service;

        [ThreadStatic]
        internal static int Open;

        private readonly string _endpoint;
        private readonly string _idScope;
        private readonly string _registrationId;
        private readonly string _key;

        private ProvisioningDeviceClient(string endpoint, string idScope, string registrationId, string key)
        {
            _endpoint = endpoint;
            _idScope = idScope;
            _registrationId = registrationId;
            _key = key;
            Open++;
        }

        public static ProvisioningDeviceClient Create(
            string globalDeviceEndpoint,
            string idScope,
            string registrationId,
            string securityProvider,
            X509Certificate azureCert = null) =>
            new ProvisioningDeviceClient(globalDeviceEndpoint, idScope, registrationId, securityProvider);

        public DeviceRegistrationResult Register(CancellationToken cancellationToken)
        {
            if (Service == null) throw Stub.Called();
            return Service(_endpoint, _idScope, _registrationId, _key, cancellationToken);
        }

        public void Dispose() => Open--;
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
