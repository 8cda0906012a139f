using Firmware.Core.Ports;
using Firmware.Esp32;

namespace Firmware.Tests.Shell;

public sealed class SerialLogTest
{
    [Theory]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warning")]
    [InlineData(LogLevel.Error, "error")]
    public void A_line_is_uptime_level_area_message(LogLevel level, string word) =>
        Assert.Equal($"1000 {word} uplink connected", SerialLog.LineOf(1_000, level, "uplink", "connected"));
}
