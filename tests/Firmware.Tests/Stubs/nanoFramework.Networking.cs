using System;
using System.Threading;
using Firmware.Esp32.Stubs;

namespace nanoFramework.Networking
{
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
        public static NetworkHelperStatus Status => throw Stub.Called();

        public static Exception HelperException => throw Stub.Called();

        public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default) =>
            throw Stub.Called();
    }
}
