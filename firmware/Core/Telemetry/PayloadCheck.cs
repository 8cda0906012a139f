using Firmware.Core.Curves;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// Whether this firmware can make a message of a record. Flash may hold records of another firmware: whole, with a right checksum,
    /// and yet of a kind or a length that this one does not know. Pure.
    /// </summary>
    public static class PayloadCheck
    {
        /// <summary>Looks at a record that has its UTC stamp.</summary>
        /// <param name="record">The record.</param>
        /// <returns>False if it says nothing that could be sent.</returns>
        public static bool IsReadable(OutboxRecord record)
        {
            if (record.Kind == RecordKind.Gap) return !record.Gap.IsEmpty;
            if (record.Kind != RecordKind.Message && record.Kind != RecordKind.Alert) return false;
            if (record.StampKind != StampKind.Utc || !IsTime(record.StampMs) || record.PayloadLength == 0) return false;
            switch ((PayloadKind)(record.Payload[0] >> 4))
            {
                case PayloadKind.Sample: return record.PayloadLength == SamplePayload.LengthOf(record.Payload[0]);
                case PayloadKind.Curve: return IsCurve(record.Payload, record.PayloadLength);
                case PayloadKind.Alarm: return record.PayloadLength == AlarmPayload.LengthBytes && IsAlarm(record.Payload, record.StampMs);
                default: return false;
            }
        }

        private static bool IsTime(long unixMs) => unixMs >= 0 && unixMs <= UtcTimestamp.UnixMsMax;

        private static bool IsAlarm(byte[] payload, long stampMs)
        {
            var ageMs = AlarmPayload.AgeMs(payload);
            if (!AlarmPayload.HasChannel(payload) || ageMs < -UtcTimestamp.UnixMsMax || ageMs > UtcTimestamp.UnixMsMax) return false;
            return IsTime(stampMs - ageMs);
        }

        private static bool IsCurve(byte[] payload, int length)
        {
            if (length <= CurvePayload.HeaderBytes) return false; // a message begins with a value
            if (CurvePayload.IntervalMs(payload) < 1 || CurvePayload.Rejected(payload) < 0) return false;
            if (CurvePayload.Samples(payload) < 1 || CurvePayload.Samples(payload) > CurveMessage.SamplesMax) return false;
            for (var channel = 0; channel < CurvePayload.Channels; channel++)
                if (CurvePayload.Epsilon(payload, channel) < 0) return false;
            return KnotReader.AreWhole(payload, length);
        }
    }
}
