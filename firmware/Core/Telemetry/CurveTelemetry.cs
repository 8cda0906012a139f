using System.Text;
using Firmware.Core.Curves;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// The body curve/1: the knots of the channels' curves in one JSON object (tests/Contracts/curve holds its golden bytes and the
    /// rule by which they are decoded). Pure.
    /// </summary>
    public static class CurveTelemetry
    {
        /// <summary>The name of the body's schema.</summary>
        public const string Schema = "curve/1";

        /// <summary>Appends the body to <paramref name="into"/>.</summary>
        /// <param name="into">Receives the text.</param>
        /// <param name="deviceId">The device identity; IoT Hub allows no character in it that JSON would have to escape.</param>
        /// <param name="startUnixMs">When the first sample was taken, in Unix ms.</param>
        /// <param name="payload">The message, see <see cref="CurvePayload"/>.</param>
        /// <param name="length">The length of the payload, in bytes.</param>
        /// <param name="boot">The number of the boot.</param>
        /// <param name="sequence">The number of the message within the boot.</param>
        public static void Append(
            StringBuilder into, string deviceId, long startUnixMs, byte[] payload, int length, int boot, int sequence)
        {
            into.Append("{\"schema\":\"").Append(Schema).Append("\",\"deviceId\":\"").Append(deviceId);
            into.Append("\",\"boot\":").Append(boot);
            into.Append(",\"seq\":").Append(sequence);
            into.Append(",\"start\":").Append(startUnixMs);
            into.Append(",\"interval\":").Append(CurvePayload.IntervalMs(payload));
            into.Append(",\"samples\":").Append(CurvePayload.Samples(payload));
            into.Append(",\"rejected\":").Append(CurvePayload.Rejected(payload));
            AppendChannel(into, ",\"temperature\":", payload, length, 0);
            AppendChannel(into, ",\"humidity\":", payload, length, 1);
            AppendChannel(into, ",\"pressure\":", payload, length, 2);
            AppendChannel(into, ",\"dewPoint\":", payload, length, CurvePayload.DewPoint);
            AppendChannel(into, ",\"absoluteHumidity\":", payload, length, CurvePayload.AbsoluteHumidity);
            AppendChannel(into, ",\"seaLevelPressure\":", payload, length, CurvePayload.SeaLevelPressure);
            into.Append('}');
        }

        private static void AppendChannel(StringBuilder into, string name, byte[] payload, int length, int channel)
        {
            var curves = CountCurves(new KnotReader(payload, length, channel));
            if (curves == 0) return;
            into.Append(name);
            if (curves > 1) into.Append('[');
            var knots = new KnotReader(payload, length, channel);
            for (var i = 0; i < curves; i++)
            {
                if (i > 0) into.Append(',');
                AppendCurve(into, knots, CurvePayload.Epsilon(payload, channel));
            }

            if (curves > 1) into.Append(']');
        }

        private static int CountCurves(KnotReader knots)
        {
            var curves = 0;
            while (knots.Next())
            {
                if (knots.IsFirst) curves++;
            }

            return curves;
        }

        private static void AppendCurve(StringBuilder into, KnotReader knots, int epsilon)
        {
            var from = knots.Position;
            into.Append("{\"eps\":").Append(epsilon).Append(",\"n\":[");
            var count = AppendIndices(into, knots);
            knots.Seek(from);
            into.Append("],\"v\":[");
            AppendValues(into, knots, count);
            into.Append("]}");
        }

        // Up to the first knot of the next curve.
        private static int AppendIndices(StringBuilder into, KnotReader knots)
        {
            var count = 0;
            while (knots.Next() && (count == 0 || !knots.IsFirst))
            {
                if (count > 0) into.Append(',');
                into.Append(knots.IndexIncrement);
                count++;
            }

            return count;
        }

        private static void AppendValues(StringBuilder into, KnotReader knots, int count)
        {
            for (var i = 0; i < count; i++)
            {
                knots.Next();
                if (i > 0) into.Append(',');
                into.Append(knots.ValueIncrement);
            }
        }
    }
}
