using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using nanoFramework.Networking;

namespace Firmware.Esp32
{
    /// <summary>
    /// Wi-Fi. At a start the native code joins the network of nanoff's deployment by itself. Another one it is told in RAM only: Connect
    /// with the kind Automatic stores nothing, where the kind Manual and the helper's ConnectDhcp would overwrite what was deployed
    /// (nf-interpreter, Target_Network.cpp: the kinds are its flags, 1 saves). So the deployed one can always be read again, and a
    /// restart begins with it. The native code joins again after each loss; this waits for the address. For one thread.
    /// </summary>
    internal sealed class WifiNetwork : INetwork
    {
        /// <summary>How long one call may wait for an address, in ms: joining takes 1 to 4 s, and a busy access point longer.</summary>
        public const int WaitMaxMs = 30000;

        private readonly ILog _log;
        private WifiAdapter? _adapter;
        private WifiCredentials? _told;
        private bool _isJoined = true; // the native code is at it

        /// <summary>Makes the network; it says on <paramref name="log"/> why there is none.</summary>
        public WifiNetwork(ILog log) => _log = log;

        /// <inheritdoc/>
        public bool HasWifi => true;

        /// <inheritdoc/>
        public bool TryConnect(WifiCredentials? wifi)
        {
            if ((!_isJoined || !WifiCredentials.AreEqual(wifi, _told)) && !TryJoin(wifi)) return false;
            // Without a token that can be cancelled the call waits for ever.
            using CancellationTokenSource limit = new CancellationTokenSource(WaitMaxMs);
            if (WifiNetworkHelper.Reconnect(requiresDateTime: false, token: limit.Token)) return true;
            _log.Write(LogLevel.Warning, "wifi", Failure().Text);
            _isJoined = _adapter == null; // what the native code was told, it is told again
            return false;
        }

        private bool TryJoin(WifiCredentials? wifi)
        {
            _told = wifi;
            try
            {
                WifiCredentials network = wifi ?? Deployed();
                _adapter ??= WifiAdapter.FindAllAdapters()[0];
                WifiConnectionStatus status =
                    _adapter.Connect(network.Ssid, WifiReconnectionKind.Automatic, network.Password).ConnectionStatus;
                _isJoined = status == WifiConnectionStatus.Success;
                if (!_isJoined) _log.Write(LogLevel.Warning, "wifi", new LogText("not joined").With("status", (int)status).Text);
            }
            catch (Exception e)
            {
                // No adapter, no configuration, or a native failure: each throws a type of its own. Its text may name what it was given.
                _isJoined = false;
                _log.Write(LogLevel.Warning, "wifi", new LogText("not joined").With("error", e.GetType().FullName).Text);
            }

            return _isJoined;
        }

        private static WifiCredentials Deployed()
        {
            Wireless80211Configuration deployed = Wireless80211Configuration.GetAllWireless80211Configurations()[0];
            return new WifiCredentials(deployed.Ssid, deployed.Password);
        }

        private static LogText Failure()
        {
            NetworkHelperStatus status = WifiNetworkHelper.Status;
            LogText failure = new LogText("no address").With("status", (int)status);
            if (status != NetworkHelperStatus.ExceptionOccurred || WifiNetworkHelper.HelperException == null) return failure;
            return failure.With("error", WifiNetworkHelper.HelperException.Message);
        }
    }
}
