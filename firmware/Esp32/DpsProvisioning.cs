using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
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

        private readonly DeviceConfiguration _configuration;
        private readonly X509Certificate? _roots;
        private readonly ILog _log;

        /// <summary>Makes the client of the service that <paramref name="configuration"/> names.</summary>
        public DpsProvisioning(DeviceConfiguration configuration, X509Certificate? roots, ILog log)
        {
            _configuration = configuration;
            _roots = roots;
            _log = log;
        }

        /// <inheritdoc/>
        public HubAssignment? Register()
        {
            try
            {
                return AssignmentOf(CallService());
            }
            catch (Exception e)
            {
                // The library throws bare Exception, SocketException and its own types alike for "could not be reached".
                _log.Write(LogLevel.Warning, "dps", "no answer endpoint=" + _configuration.DpsEndpoint + " error=" + e.Message);
                return null;
            }
        }

        private DeviceRegistrationResult CallService()
        {
            using CancellationTokenSource limit = new CancellationTokenSource(RegisterMaxMs);
            using ProvisioningDeviceClient client = ProvisioningDeviceClient.Create(
                _configuration.DpsEndpoint, _configuration.IdScope, _configuration.RegistrationId, _configuration.Key, _roots);
            return client.Register(limit.Token);
        }

        private HubAssignment? AssignmentOf(DeviceRegistrationResult result)
        {
            if (result.Status == ProvisioningRegistrationStatusType.Assigned)
                return new HubAssignment(result.AssignedHub, result.DeviceId);
            _log.Write(
                LogLevel.Warning,
                "dps",
                "not assigned status=" + ((int)result.Status).ToString() + " code=" + result.ErrorCode.ToString()
                    + " message=" + result.ErrorMessage);
            return null;
        }
    }
}
