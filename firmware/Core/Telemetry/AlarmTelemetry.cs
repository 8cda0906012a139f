using System.Text;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// The body alarm/1: one JSON object for an edge alarm that opened or was resolved (tests/Contracts/alarm holds its golden bytes).
    /// Both name the moment the alarm began, openedAt: with device, channel and side it is the alarm's identity. Pure.
    /// </summary>
    public static class AlarmTelemetry
    {
        /// <summary>The name of the body's schema.</summary>
        public const string Schema = "alarm/1";

        /// <summary>Appends the body to <paramref name="into"/>.</summary>
        /// <param name="into">Receives the text.</param>
        /// <param name="deviceId">The device identity; IoT Hub allows no character in it that JSON would have to escape.</param>
        /// <param name="timestampUnixMs">When the value was measured, in Unix ms; see <see cref="UtcTimestamp"/> for the range.</param>
        /// <param name="alarm">The event.</param>
        /// <param name="boot">The number of the boot.</param>
        /// <param name="sequence">The number of the message within the boot.</param>
        public static void Append(StringBuilder into, string deviceId, long timestampUnixMs, AlarmEvent alarm, int boot, int sequence)
        {
            into.Append("{\"schema\":\"").Append(Schema).Append("\",\"deviceId\":\"").Append(deviceId).Append("\",\"timestamp\":\"");
            UtcTimestamp.Append(into, timestampUnixMs);
            into.Append("\",\"channel\":\"").Append(alarm.Channel.Name);
            into.Append("\",\"side\":\"").Append(alarm.IsLow ? "low" : "high");
            into.Append("\",\"state\":\"").Append(alarm.IsResolved ? "resolved" : "opened").Append("\",\"openedAt\":\"");
            UtcTimestamp.Append(into, timestampUnixMs - alarm.AgeMs);
            into.Append("\",\"reading\":");
            Decimals.AppendHundredths(into, alarm.Value);
            into.Append(",\"threshold\":");
            Decimals.AppendHundredths(into, alarm.Threshold);
            into.Append(",\"boot\":").Append(boot);
            into.Append(",\"seq\":").Append(sequence).Append('}');
        }
    }
}
