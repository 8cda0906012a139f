using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using Firmware.Esp32;

namespace Firmware.Tests.Logging;

public sealed class LogTextTest
{
    public static TheoryData<string> Hostile => ["", " ", "a b", "a=b", "\"", "\\", "a\"b", "\r\n", "\t", "\0", "\u007F", "x y=\"z\"", "Grüße, 世界", "I:\\ca.pem", "="];

    [Fact]
    public void A_line_is_taken_apart_into_what_it_was_made_of()
    {
        var line = LogLine.Parse(Written(new LogText("not reached").With("hub", "contoso.azure-devices.net").With("retryMs", 1_250)));

        Assert.Equal((9_875, "warning", "hub", "not reached"), (line.UptimeMs, line.Level, line.Area, line.Message));
        Assert.Equal("contoso.azure-devices.net", line.Values["hub"]);
        Assert.Equal("1250", line.Values["retryMs"]);
    }

    [Fact]
    public void Values_without_blanks_stand_bare() =>
        Assert.Equal("not reached hub=a.b-c:8883 retryMs=-5", new LogText("not reached").With("hub", "a.b-c:8883").With("retryMs", -5).Text);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Any_value_comes_back_and_none_can_end_the_line_or_forge_another_pair(string value)
    {
        var line = LogLine.Parse(Written(new LogText("not sent").With("error", value).With("retryMs", 1)));

        Assert.Equal(value, line.Values["error"]);
        Assert.Equal(["error", "retryMs"], line.Values.Keys);
    }

    [Fact]
    public void A_long_value_is_cut() => Assert.Equal(
        LogText.ValueMaxLength,
        LogLine.Parse(Written(new LogText("not sent").With("error", new string('x', 100_000)))).Values["error"].Length);

    [Fact]
    public void A_message_that_a_library_did_not_give_is_empty() =>
        Assert.Equal("", LogLine.Parse(Written(new LogText("not sent").With("error", null))).Values["error"]);

    private static string Written(LogText text) => SerialLog.LineOf(9_875, LogLevel.Warning, "hub", text.Text);
}
