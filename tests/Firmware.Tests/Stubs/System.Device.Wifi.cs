using Firmware.Esp32.Stubs;

namespace System.Device.Wifi
{
    public enum WifiConnectionStatus
    {
        AccessRevoked = 0,
        InvalidCredential = 1,
        NetworkNotAvailable = 2,
        Success = 3,
        Timeout = 4,
        UnspecifiedFailure = 5,
        UnsupportedAuthenticationProtocol = 6,
    }

    public enum WifiReconnectionKind
    {
        Automatic = 0,
        Manual = 1,
    }

    internal delegate WifiConnectionStatus Join(string ssid, WifiReconnectionKind kind, string password);

    public class WifiConnectionResult
    {
        private readonly WifiConnectionStatus _status;

        internal WifiConnectionResult(WifiConnectionStatus status) => _status = status;

        public WifiConnectionStatus ConnectionStatus => _status;
    }

    public sealed class WifiAdapter : IDisposable
    {
        [ThreadStatic]
        internal static Join Joining;

        private WifiAdapter()
        {
        }

        public static WifiAdapter[] FindAllAdapters() => new[] { new WifiAdapter() };

        public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
        {
            if (Joining == null) throw Stub.Called();
            return new WifiConnectionResult(Joining(ssid, reconnectionKind, passwordCredential));
        }

        public void Dispose()
        {
        }
    }
}
