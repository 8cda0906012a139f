using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using nanoFramework.Azure.Devices.Provisioning.Client;

namespace Firmware.Esp32
{
    /// <summary>Azure's Device Provisioning Service over MQTT, with the device's own symmetric key. For one thread.</summary>
    internal sealed class DpsProvisioning : IProvisioning
    {
        /// <summary>
        /// How long a registration may take, in ms. The client's own loop has no other end when the service answers
        /// "failed" or "disabled"; its README uses 60 s.
        /// </summary>
        public const int RegisterMaxMs = 60000;

        private readonly DpsIdentity _own;
        private readonly X509Certificate? _roots;
        private readonly ILog _log;

        /// <summary>Makes a client that registers as <paramref name="own"/> says while it is told nothing else.</summary>
        public DpsProvisioning(DpsIdentity own, X509Certificate? roots, ILog log)
        {
            _own = own;
            _roots = roots;
            _log = log;
        }

        /// <inheritdoc/>
        public HubAssignment? Register(DpsIdentity? identity = null)
        {
            DpsIdentity whom = identity ?? _own;
            try
            {
                return AssignmentOf(CallService(whom));
            }
            catch (Exception e)
            {
                // The library throws bare Exception, SocketException and its own types alike for "could not be reached".
                _log.Write(LogLevel.Warning, "dps", new LogText("no answer").With("endpoint", whom.Endpoint).With("error", e.Message).Text);
                return null;
            }
        }

        private DeviceRegistrationResult CallService(DpsIdentity whom)
        {
            using CancellationTokenSource limit = new CancellationTokenSource(RegisterMaxMs);
            using ProvisioningDeviceClient client = ProvisioningDeviceClient.Create(
                whom.Endpoint, whom.IdScope, whom.RegistrationId, whom.Key, _roots);
            return client.Register(limit.Token);
        }

        private HubAssignment? AssignmentOf(DeviceRegistrationResult result)
        {
            if (result.Status == ProvisioningRegistrationStatusType.Assigned)
                return new HubAssignment(result.AssignedHub, result.DeviceId);
            LogText failure = new LogText("not assigned").With("status", (int)result.Status).With("code", result.ErrorCode);
            _log.Write(LogLevel.Warning, "dps", failure.With("error", result.ErrorMessage).Text);
            return null;
        }
    }
}
