using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using nanoFramework.Azure.Devices.Client;
using nanoFramework.Azure.Devices.Shared;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace Firmware.Esp32
{
    /// <summary>
    /// One connection to IoT Hub. A connection that broke is replaced by a new client, never reopened: an opened DeviceClient
    /// whose link dropped keeps its old MQTT client and renewal timer. For one thread, and never called from its callbacks.
    /// </summary>
    internal sealed class HubClient : IHubClient, ITwin, IHubRequests
    {
        /// <summary>How long one message waits for its PUBACK, in ms.</summary>
        public const int AcknowledgeMaxMs = 20000;

        /// <summary>How long the whole twin, or the PUBACK of a report, is waited for, in ms.</summary>
        public const int TwinMaxMs = 15000;

        /// <summary>
        /// When a connection is given up to make a fresh SAS token, in ms: 20 h of the 24 h that the client signs for. Before the
        /// client's own timer at 23 h 50 min, which is gone for good after one failed attempt.
        /// </summary>
        public const long SasRenewalMs = 20L * 60 * 60 * 1000;

        /// <summary>Packets that may wait inside M2Mqtt; without a limit an offline publisher fills the heap.</summary>
        public const int InflightPacketsMax = 16;

        private const string ContentType = "application/json";
        private readonly string _ownKey;
        private readonly X509Certificate? _roots;
        private readonly IClock _clock;
        private readonly ILog _log;
        private TwinInbox _inbox = new TwinInbox();
        private HubMethods? _methods;
        private DeviceClient? _client;
        private long _connectedAtMs;

        /// <summary>Makes a client that signs with the device's own symmetric key, base64, while it is told no other.</summary>
        public HubClient(string ownKey, X509Certificate? roots, IClock clock, ILog log)
        {
            _ownKey = ownKey;
            _roots = roots;
            _clock = clock;
            _log = log;
            MqttSettings.Instance.InflightQueueSize = InflightPacketsMax;
        }

        /// <inheritdoc/>
        public bool IsConnected => _client != null && _client.IsConnected && _clock.UptimeMs - _connectedAtMs < SasRenewalMs;

        /// <inheritdoc/>
        public bool TryConnect(string hub, string deviceId, string? key = null)
        {
            Disconnect();
            DeviceClient client = new DeviceClient(hub, deviceId, key ?? _ownKey, MqttQoSLevel.AtLeastOnce, _roots);
            _client = client;
            _inbox = new TwinInbox(); // what an older connection still delivers goes to the old one
            client.TwinUpdated += _inbox.Put;
            if (_methods != null) _methods.Serve(client);
            try
            {
                _connectedAtMs = _clock.UptimeMs;
                if (client.Open()) return true;
                _log.Write(LogLevel.Warning, "hub", new LogText("refused").With("hub", hub).With("device", deviceId).Text);
            }
            catch (Exception e)
            {
                // Name resolution, socket, TLS and CONNACK time-out each throw a type of their own, or bare Exception.
                _log.Write(LogLevel.Warning, "hub", new LogText("not reached").With("hub", hub).With("error", e.Message).Text);
            }

            Disconnect();
            return false;
        }

        /// <inheritdoc/>
        public bool TrySend(HubMessage message)
        {
            if (_client == null) return false;
            try
            {
                // Only a token that can be cancelled makes the call wait for the PUBACK.
                using CancellationTokenSource limit = new CancellationTokenSource(AcknowledgeMaxMs);
                return _client.SendMessage(message.Body, ContentType, PropertiesOf(message), limit.Token);
            }
            catch (Exception e)
            {
                // A full in-flight queue and a broken link throw types of their own.
                _log.Write(LogLevel.Warning, "hub", new LogText("not sent").With("mid", message.MessageId).With("error", e.Message).Text);
                return false;
            }
        }

        /// <inheritdoc/>
        public Hashtable? ReadDesired()
        {
            if (_client == null) return null;
            try
            {
                // Without a token that can be cancelled the call waits for ever.
                using CancellationTokenSource limit = new CancellationTokenSource(TwinMaxMs);
                Twin twin = _client.GetTwin(limit.Token);
                return twin == null ? null : TwinInbox.TableOf(twin.Properties.Desired);
            }
            catch (Exception e)
            {
                // A broken link and a body that is no twin throw types of their own.
                _log.Write(LogLevel.Warning, "hub", new LogText("twin not read").With("error", e.Message).Text);
                return null;
            }
        }

        /// <inheritdoc/>
        public bool TryReport(string patch)
        {
            if (_client == null) return false;
            try
            {
                // True says that the hub has the packet (PUBACK); what it makes of it, the client does not tell.
                using CancellationTokenSource limit = new CancellationTokenSource(TwinMaxMs);
                return _client.UpdateReportedProperties(new TwinCollection(patch), limit.Token);
            }
            catch (Exception e)
            {
                _log.Write(LogLevel.Warning, "hub", new LogText("not reported").With("error", e.Message).Text);
                return false;
            }
        }

        /// <inheritdoc/>
        public Hashtable? TakePatch() => _inbox.Take();

        /// <inheritdoc/>
        public void Attach(IRequestHandler handler) => _methods = new HubMethods(handler);

        /// <inheritdoc/>
        public void Disconnect()
        {
            if (_client == null) return;
            DeviceClient client = _client;
            _client = null;
            try
            {
                client.Dispose();
            }
            catch (Exception e)
            {
                // Saying goodbye over a dead link throws; nothing refers to the client any more.
                _log.Write(LogLevel.Debug, "hub", new LogText("left without goodbye").With("error", e.Message).Text);
            }

            // A refused or broken client frees its socket and TLS buffers only when it is collected, and the next handshake needs them.
            nanoFramework.Runtime.Native.GC.Run(true);
        }

        private static ArrayList PropertiesOf(HubMessage message)
        {
            ArrayList properties = new ArrayList();
            properties.Add(new UserProperty("$.mid", message.MessageId));
            properties.Add(new UserProperty("schema", message.Schema));
            if (message.IsAlert) properties.Add(new UserProperty("priority", "alert"));
            return properties;
        }
    }
}
