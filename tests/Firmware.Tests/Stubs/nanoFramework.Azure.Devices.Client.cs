using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware.Esp32.Stubs;
using nanoFramework.Azure.Devices.Shared;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.Azure.Devices.Client
{
    internal delegate void ClientCreated(DeviceClient client);

    internal delegate bool Opening();

    internal delegate Twin Reading(CancellationToken cancellationToken);

    internal delegate bool Reporting(TwinCollection reported, CancellationToken cancellationToken);

    internal delegate bool Sending(string message, string contentType, ArrayList userProperties, CancellationToken cancellationToken);

    public delegate string MethodCallback(int rid, string payload);

    public delegate void CloudToDeviceMessage(object sender, CloudToDeviceMessageEventArgs e);

    public class CloudToDeviceMessageEventArgs : EventArgs
    {
        public CloudToDeviceMessageEventArgs(string message, string properties)
        {
            Message = message;
            Properties = new Hashtable();
        }

        public Hashtable Properties { get; set; }

        public string Message { get; set; }
    }

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
        internal Reading Reading;
        internal Reporting Reporting;
        internal readonly ArrayList Methods = new ArrayList();
        private readonly ArrayList _handlers = new ArrayList();
        private readonly ArrayList _messageHandlers = new ArrayList();

        public event TwinUpdated TwinUpdated
        {
            add => _handlers.Add(value);
            remove => _handlers.Remove(value);
        }

        public event CloudToDeviceMessage CloudToDeviceMessage
        {
            add => _messageHandlers.Add(value);
            remove => _messageHandlers.Remove(value);
        }

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

        internal void Change(TwinCollection patch)
        {
            for (var i = 0; i < _handlers.Count; i++) ((TwinUpdated)_handlers[i])(this, new TwinUpdateEventArgs(patch));
        }

        internal void Receive(CloudToDeviceMessageEventArgs message)
        {
            for (var i = 0; i < _messageHandlers.Count; i++) ((CloudToDeviceMessage)_messageHandlers[i])(this, message);
        }

        public void AddMethodCallback(MethodCallback methodCallback) => Methods.Add(methodCallback);

        public Twin GetTwin(CancellationToken cancellationToken = default) => Reading(cancellationToken);

        public bool UpdateReportedProperties(TwinCollection reported, CancellationToken cancellationToken = default) =>
            Reporting(reported, cancellationToken);

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

namespace nanoFramework.Azure.Devices.Shared
{
    public delegate void TwinUpdated(object sender, TwinUpdateEventArgs e);

    public class TwinUpdateEventArgs : EventArgs
    {
        public TwinUpdateEventArgs(TwinCollection twin) => Twin = twin;

        public TwinCollection Twin { get; set; }
    }

    public class Twin
    {
        public Twin(TwinProperties twinProperties) => Properties = twinProperties;

        public TwinProperties Properties { get; set; }
    }

    public class TwinProperties
    {
        public TwinProperties(Hashtable desired, Hashtable reported)
        {
            Desired = new TwinCollection(desired);
            Reported = new TwinCollection(reported);
        }

        public TwinCollection Desired { get; set; }

        public TwinCollection Reported { get; set; }
    }

    public class TwinCollection : IEnumerable
    {
        internal readonly string Json;
        private readonly Hashtable _twin = new Hashtable();

        public TwinCollection(string twinJson) => Json = twinJson;

        public TwinCollection(Hashtable twin) => _twin = twin;

        public IEnumerator GetEnumerator() => _twin.GetEnumerator();
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
