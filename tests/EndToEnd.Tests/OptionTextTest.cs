using Cloud.LocalHost;
using Firmware.VirtualDevice.Commands;

namespace EndToEnd.Tests;

/// <summary>The small languages of the command line's values.</summary>
public sealed class OptionTextTest
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("60s", 60)]
    [InlineData("1.5m", 90)]
    [InlineData("24h", 86_400)]
    [InlineData("0s", 0)]
    public void A_time_is_a_number_and_a_unit(string text, double seconds)
    {
        Assert.True(Options.TryTime(text, out var span));
        Assert.Equal(TimeSpan.FromSeconds(seconds), span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("60")]
    [InlineData("-1s")]
    [InlineData("NaNs")]
    [InlineData("Infinitys")]
    [InlineData("1e9h")]
    [InlineData("99999999h")]
    [InlineData("60 s")]
    public void Anything_else_is_no_time(string text) => Assert.False(Options.TryTime(text, out _));

    [Theory]
    [InlineData("kitchen:+6@20s", "kitchen", 6, 20)]
    [InlineData("kitchen:6@20s", "kitchen", 6, 20)]
    [InlineData("assembly-floor:-2.5@1m", "assembly-floor", -2.5, 60)]
    public void A_step_is_device_delta_and_time(string text, string device, double deltaC, double atSeconds) =>
        Assert.Equal(new StepInjection(device, deltaC, TimeSpan.FromSeconds(atSeconds)), StepInjection.Parse(text, out _));

    [Theory]
    [InlineData("kitchen", "is not device:delta@time")]
    [InlineData("kitchen:warm@20s", "is not device:delta@time")]
    [InlineData("kitchen:+6@noon", "is not device:delta@time")]
    [InlineData("kitchen:0@20s", "must not be 0")]
    [InlineData("kitchen:61@20s", "-60..60")]
    public void Anything_else_is_no_step_and_the_reason_is_told(string text, string reason)
    {
        Assert.Null(StepInjection.Parse(text, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
