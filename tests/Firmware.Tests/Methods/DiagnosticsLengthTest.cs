using System.Text.Json;
using Firmware.Core;
using Firmware.Core.Configuration;
using Firmware.Core.Diagnostics;
using Firmware.Core.Methods;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.Methods;

/// <summary>The longest that getDiagnostics could have to say: more than any settings, error or board can make of it.</summary>
public sealed class DiagnosticsLengthTest
{
    private static readonly string Nasty = string.Concat(Enumerable.Repeat("\u0001\"\\", 200));

    [Fact]
    public void Whatever_there_is_to_say_it_is_JSON_and_no_longer_than_promised()
    {
        var body = DiagnosticsReport.Write(Parts(Longest(), Nasty));
        Assert.InRange(body.Length, 2_000, DiagnosticsReport.LengthMax);
        Assert.Contains("-21474836.47", body, StringComparison.Ordinal);
        Assert.Equal("debug", JsonDocument.Parse(body).RootElement.GetProperty("settings").GetProperty("log").GetProperty("level").GetString());
    }

    [Fact]
    public void Sections_that_find_no_room_are_left_out_and_counted_within_any_limit()
    {
        var parts = Parts(Longest(), Nasty);
        for (var limit = 2_000; limit < 3_500; limit++)
        {
            var body = DiagnosticsReport.Write(parts, limit);
            Assert.InRange(body.Length, 1, limit);
            var isCut = JsonDocument.Parse(body).RootElement.TryGetProperty("settingsLeftOut", out var leftOut);
            if (limit == 2_000) Assert.InRange(leftOut.GetInt32(), 1, TwinSchema.SectionCount);
            if (limit == 3_499) Assert.False(isCut);
        }
    }

    [Fact]
    public void As_a_rule_nothing_is_left_out()
    {
        var body = DiagnosticsReport.Write(Parts(new DeviceSettings(), new string('x', 200)));
        Assert.False(JsonDocument.Parse(body).RootElement.TryGetProperty("settingsLeftOut", out _), body);
    }

    // Longer than any valid settings: every number has all of its digits, and a sign.
    private static DeviceSettings Longest() => new()
    {
        IntervalMs = int.MinValue,
        Temperature = Longest(ChannelLimits.Temperature),
        Humidity = Longest(ChannelLimits.Humidity),
        Pressure = Longest(ChannelLimits.Pressure),
        LogLevel = LogLevel.Debug,
    };

    private static ChannelSettings Longest(ChannelLimits limits)
    {
        var channel = new ChannelSettings(limits);
        foreach (var property in typeof(ChannelSettings).GetProperties())
            if (property.PropertyType == typeof(int) && property.CanWrite) property.SetValue(channel, int.MinValue + 1);
        return channel;
    }

    private static NodeParts Parts(DeviceSettings settings, string error)
    {
        var flash = new MemoryFlash();
        new RestartNote(flash, 1).TryWrite(RestartReason.Supervisor, Nasty);
        var hub = new FakeHub();
        var log = new LeveledLog(new RecordingLog(), LogLevel.Debug);
        log.Write(LogLevel.Error, "test", error);
        var ports = new DevicePorts(RegisterFile.Bme280(), new ManualClock(), hub, hub, hub, flash, log) { Board = new LongBoard() };
        return new NodeParts(ports, log, new Outbox(2_048, SamplePayload.MaxBytes, 1), new DeviceCounters())
        {
            Mailbox = new SettingsMailbox(settings),
            Note = new RestartNote(flash, 2),
            Boot = int.MinValue,
        };
    }

    private sealed class LongBoard : IBoard
    {
        public string Model => Nasty;

        public string Chip => Nasty;

        public string RebootReason => Nasty;

        public int FreeHeapBytes => int.MinValue;
    }
}
