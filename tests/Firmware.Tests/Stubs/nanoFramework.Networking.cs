using System;
using System.Threading;
using Firmware.Esp32.Stubs;

namespace nanoFramework.Networking
{
    internal delegate NetworkHelperStatus WaitForAddress(CancellationToken token);

    public enum NetworkHelperStatus
    {
        None = 0,
        Started = 1,
        NetworkIsReady = 2,
        FailedNoNetworkInterface = 3,
        TokenExpiredWaitingIPAddress = 4,
        TokenExpiredWaitingDateTime = 5,
        ErrorConnetingToWiFiWhileScanning = 6,
        ExceptionOccurred = 7,
        Reconnecting = 8,
    }

    public static class WifiNetworkHelper
    {
        [ThreadStatic]
        internal static WaitForAddress Waiting;

        [ThreadStatic]
        private static NetworkHelperStatus _status;

        public static NetworkHelperStatus Status => _status;

        public static Exception HelperException => new InvalidOperationException("no adapter");

        public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default)
        {
            if (Waiting == null) throw Stub.Called();
            _status = Waiting(token);
            return _status == NetworkHelperStatus.NetworkIsReady;
        }
    }
}
