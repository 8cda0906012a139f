using Firmware.Core;
using Firmware.Core.Telemetry;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>Settings that many tests share.</summary>
    public static class TestSettings
    {
        /// <summary>One message for each sample.</summary>
        public static TelemetrySettings Flat => new TelemetrySettings { Format = TelemetryFormat.Flat };

        /// <summary>The defaults, but every reading passes unsmoothed, in a message of its own.</summary>
        public static DeviceSettings Unsmoothed => Smoothed(ChannelSettings.EmaAlphaOff);

        /// <summary>The defaults with another smoothing on every channel, and little RAM, so that two devices fit a small board's heap.</summary>
        public static DeviceSettings Smoothed(int emaAlphaPerMille) => new DeviceSettings
        {
            OutboxBytes = 2_048,
            Telemetry = Flat,
            Temperature = new ChannelSettings(ChannelLimits.Temperature) { EmaAlphaPerMille = emaAlphaPerMille },
            Humidity = new ChannelSettings(ChannelLimits.Humidity) { EmaAlphaPerMille = emaAlphaPerMille },
            Pressure = new ChannelSettings(ChannelLimits.Pressure) { EmaAlphaPerMille = emaAlphaPerMille },
        };
    }
}
