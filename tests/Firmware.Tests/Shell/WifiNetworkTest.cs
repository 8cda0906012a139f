using System.Device.Wifi;
using Firmware.Core.Ports;
using Firmware.Esp32;
using nanoFramework.Networking;

namespace Firmware.Tests.Shell;

public sealed class WifiNetworkTest : IDisposable
{
    private static readonly WifiCredentials Other = new("other", "other-password");

    private readonly FakeLog _log = new();
    private readonly List<string> _joins = [];
    private readonly WifiNetwork _wifi;
    private WifiConnectionStatus _joining = WifiConnectionStatus.Success;
    private NetworkHelperStatus _waiting = NetworkHelperStatus.NetworkIsReady;

    public WifiNetworkTest()
    {
        WifiNetworkHelper.Waiting = limit =>
        {
            Assert.True(limit.CanBeCanceled);
            return _waiting;
        };
        WifiAdapter.Joining = (ssid, kind, password) =>
        {
            Assert.Equal(WifiReconnectionKind.Automatic, kind); // the other kind stores what it is given
            _joins.Add($"{ssid}/{password}");
            return _joining;
        };
        _wifi = new WifiNetwork(_log);
    }

    public void Dispose()
    {
        WifiNetworkHelper.Waiting = null;
        WifiAdapter.Joining = null;
        Assert.DoesNotContain(_log.Lines, line => line.Contains("password", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NetworkHelperStatus.NetworkIsReady, true, null)]
    [InlineData(NetworkHelperStatus.TokenExpiredWaitingIPAddress, false, "Warning wifi no address status=4")]
    [InlineData(NetworkHelperStatus.ExceptionOccurred, false, "Warning wifi no address status=7 error=\"no adapter\"")]
    public void Waits_a_bounded_time_for_an_address_and_says_why_there_is_none(NetworkHelperStatus status, bool isUp, string? line)
    {
        _waiting = status;

        Assert.Equal(isUp, _wifi.TryConnect(null));

        Assert.Equal(line, _log.Lines.SingleOrDefault());
        Assert.Empty(_joins); // the deployed network is the native code's
    }

    [Fact]
    public void Another_network_is_told_once_and_again_after_a_failure()
    {
        Assert.True(_wifi.TryConnect(Other));
        Assert.True(_wifi.TryConnect(new WifiCredentials(Other.Ssid, Other.Password)));
        Assert.Equal(["other/other-password"], _joins);
        _waiting = NetworkHelperStatus.TokenExpiredWaitingIPAddress;
        Assert.False(_wifi.TryConnect(Other));
        Assert.False(_wifi.TryConnect(Other));
        Assert.Equal(2, _joins.Count);
    }

    [Fact]
    public void The_way_back_is_read_from_what_was_deployed()
    {
        _wifi.TryConnect(Other);

        Assert.True(_wifi.TryConnect(null));

        Assert.Equal(["other/other-password", "deployed/deployed-password"], _joins);
    }

    [Fact]
    public void A_network_that_cannot_be_joined_is_not_waited_for()
    {
        _joining = WifiConnectionStatus.InvalidCredential;
        WifiNetworkHelper.Waiting = _ => throw new InvalidOperationException("nothing to wait for");

        Assert.False(_wifi.TryConnect(Other));

        Assert.Equal(["Warning wifi not joined status=1"], _log.Lines);
    }

    [Fact]
    public void What_the_native_code_throws_is_named_by_its_type_alone()
    {
        WifiAdapter.Joining = (_, _, password) => throw new ArgumentException(password);

        Assert.False(_wifi.TryConnect(Other));

        Assert.Equal(["Warning wifi not joined error=System.ArgumentException"], _log.Lines);
    }
}
