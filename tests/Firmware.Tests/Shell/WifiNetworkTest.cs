using Firmware.Esp32;
using nanoFramework.Networking;

namespace Firmware.Tests.Shell;

public sealed class WifiNetworkTest : IDisposable
{
    private readonly FakeLog _log = new();

    public void Dispose() => WifiNetworkHelper.Waiting = null;

    [Theory]
    [InlineData(NetworkHelperStatus.NetworkIsReady, true, null)]
    [InlineData(NetworkHelperStatus.TokenExpiredWaitingIPAddress, false, "Warning wifi no address status=4")]
    [InlineData(NetworkHelperStatus.ExceptionOccurred, false, "Warning wifi no address status=7 error=\"no adapter\"")]
    public void Waits_a_bounded_time_for_an_address_and_says_why_there_is_none(NetworkHelperStatus status, bool isUp, string? line)
    {
        WifiNetworkHelper.Waiting = limit =>
        {
            Assert.True(limit.CanBeCanceled);
            return status;
        };

        Assert.Equal(isUp, new WifiNetwork(_log).TryConnect(null));

        Assert.Equal(line, _log.Lines.SingleOrDefault());
    }
}
