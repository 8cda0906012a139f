using System.Threading;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using nanoFramework.Networking;

namespace Firmware.Esp32
{
    /// <summary>
    /// Wi-Fi with the credentials of nanoff's network deployment. The native code joins the access point by itself and again
    /// after each loss; this waits for the address. For one thread.
    /// </summary>
    internal sealed class WifiNetwork : INetwork
    {
        /// <summary>How long one call may wait for an address, in ms: joining takes 1 to 4 s, and a busy access point longer.</summary>
        public const int WaitMaxMs = 30000;

        private readonly ILog _log;

        /// <summary>Makes the network; it says on <paramref name="log"/> why there is none.</summary>
        public WifiNetwork(ILog log) => _log = log;

        /// <inheritdoc/>
        public bool HasWifi => false;

        /// <inheritdoc/>
        public bool TryConnect(WifiCredentials? wifi)
        {
            // Without a token that can be cancelled the call waits for ever.
            using CancellationTokenSource limit = new CancellationTokenSource(WaitMaxMs);
            if (WifiNetworkHelper.Reconnect(requiresDateTime: false, token: limit.Token)) return true;
            _log.Write(LogLevel.Warning, "wifi", Failure().Text);
            return false;
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
