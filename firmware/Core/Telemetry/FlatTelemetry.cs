using System.Text;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// The body flat/1: one JSON object for one sample (tests/Contracts/telemetry holds its golden bytes). Numbers are formatted from
    /// integers by hand, so that the bytes are equal on nanoCLR and .NET. Pure.
    /// </summary>
    public static class FlatTelemetry
    {
        /// <summary>The name of the body's schema.</summary>
        public const string Schema = "flat/1";

        /// <summary>Appends the body to <paramref name="into"/>.</summary>
        /// <param name="into">Receives the text.</param>
        /// <param name="deviceId">The device identity; IoT Hub allows no character in it that JSON would have to escape.</param>
        /// <param name="timestampUnixMs">When the sample was taken, in Unix ms; see <see cref="UtcTimestamp"/> for the range.</param>
        /// <param name="sample">The readings and what was computed from them; what is absent is left out.</param>
        /// <param name="boot">The number of the boot.</param>
        /// <param name="sequence">The number of the message within the boot.</param>
        public static void Append(StringBuilder into, string deviceId, long timestampUnixMs, Sample sample, int boot, int sequence)
        {
            into.Append("{\"schema\":\"").Append(Schema).Append("\",\"deviceId\":\"").Append(deviceId).Append("\",\"timestamp\":\"");
            UtcTimestamp.Append(into, timestampUnixMs);
            into.Append('"');
            if (sample.HasTemperature) AppendChannel(into, ",\"temperature\":", sample.TemperatureCentiC);
            if (sample.HasHumidity) AppendChannel(into, ",\"humidity\":", sample.HumidityCentiPercent);
            if (sample.HasPressure) AppendChannel(into, ",\"pressure\":", sample.PressurePa);
            if (sample.HasDewPoint) AppendChannel(into, ",\"dewPoint\":", sample.DewPointCentiC);
            if (sample.HasAbsoluteHumidity) AppendChannel(into, ",\"absoluteHumidity\":", sample.AbsoluteHumidityCentiGrams);
            if (sample.HasSeaLevelPressure) AppendChannel(into, ",\"seaLevelPressure\":", sample.SeaLevelPressurePa);
            into.Append(",\"boot\":").Append(boot);
            into.Append(",\"seq\":").Append(sequence).Append('}');
        }

        private static void AppendChannel(StringBuilder into, string name, int hundredths)
        {
            into.Append(name);
            Decimals.AppendHundredths(into, hundredths);
        }
    }
}
