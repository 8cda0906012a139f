using System.Text;
using Firmware.Core.Configuration;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Methods
{
    /// <summary>The answer of readNow: the newest accepted sample and how old it is. Pure.</summary>
    internal static class ReadingReport
    {
        public static MethodAnswer Write(NodeParts node)
        {
            var sample = new Sample();
            if (!node.Newest.TryCopy(sample, out var takenMs))
                return MethodBody.Refusal(503, "no sample since boot; one was asked for; sensor " + SensorWords.Of(node.Sensor.Status));
            var text = new StringBuilder(160);
            var members = new JsonPaths(text);
            var clock = node.Ports.Clock;
            var ageMs = clock.UptimeMs - takenMs;
            members.Begin("ageMs");
            text.Append(ageMs);
            if (clock.IsUtcKnown) AppendTime(text, members, clock.UtcMs - ageMs);
            if (sample.HasTemperature) Append(text, members, "temperature", sample.TemperatureCentiC);
            if (sample.HasHumidity) Append(text, members, "humidity", sample.HumidityCentiPercent);
            if (sample.HasPressure) Append(text, members, "pressure", sample.PressurePa);
            members.End();
            return new MethodAnswer(200, text.ToString());
        }

        private static void AppendTime(StringBuilder text, JsonPaths members, long utcMs)
        {
            members.Begin("timestamp");
            text.Append('"');
            UtcTimestamp.Append(text, utcMs);
            text.Append('"');
        }

        private static void Append(StringBuilder text, JsonPaths members, string channel, int hundredths)
        {
            members.Begin(channel);
            Decimals.AppendHundredths(text, hundredths);
        }
    }
}
