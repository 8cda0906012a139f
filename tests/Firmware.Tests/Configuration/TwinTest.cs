using System.Text.Json;
using Firmware.Core;
using Firmware.Core.Configuration;
using Firmware.Tests.Nano.Fakes;
using Firmware.VirtualDevice.Hub;

namespace Firmware.Tests.Configuration;

/// <summary>What the tests of the twin share.</summary>
internal static class TwinTest
{
    /// <summary>The desired properties of a new device.</summary>
    public static DesiredProperties Fresh()
    {
        var log = new RecordingLog();
        return new DesiredProperties(new DeviceSettings(), new SettingsSlots(new MemoryFlash(), log), log);
    }

    /// <summary>A value as the twin's adapter hands it in.</summary>
    public static object? ValueOf(JsonElement value) => TwinDocument.Parse($$"""{"value":{{value.GetRawText()}}}""")!["value"];
}
