using System.Text;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Uplink
{
    /// <summary>
    /// Makes the hub's message from an outbox record: the same record gives the same message. What that takes is not kept in between,
    /// since messages are rare. Pure.
    /// </summary>
    internal static class MessageComposer
    {
        /// <summary>The message of a record that has its UTC stamp.</summary>
        public static HubMessage Compose(OutboxRecord record, string deviceId)
        {
            var body = new StringBuilder(256);
            var isGap = record.Kind == RecordKind.Gap;
            var kind = (PayloadKind)(record.Payload[0] >> 4);
            var schema = isGap ? AppendGap(body, record, deviceId) : AppendBody(body, kind, record, deviceId);
            var messageId = Id(deviceId, record.Boot, record.Sequence);
            if (isGap) messageId = Id(messageId + "-gap", record.Gap.FromBoot, record.Gap.FromSequence);
            return new HubMessage(messageId, schema, body.ToString(), isAlert: !isGap && kind == PayloadKind.Alarm);
        }

        // A gap's last message may have arrived without anybody knowing: its id is not the gap's.
        private static string Id(string of, int boot, int sequence) => of + "-" + boot.ToString() + "-" + sequence.ToString();

        private static string AppendGap(StringBuilder body, OutboxRecord record, string deviceId)
        {
            GapTelemetry.Append(body, deviceId, record.Gap);
            return GapTelemetry.Schema;
        }

        private static string AppendBody(StringBuilder body, PayloadKind kind, OutboxRecord record, string deviceId)
        {
            switch (kind)
            {
                case PayloadKind.Curve: return AppendCurve(body, record, deviceId);
                case PayloadKind.Alarm: return AppendAlarm(body, record, deviceId);
                default: return AppendSample(body, record, deviceId);
            }
        }

        private static string AppendCurve(StringBuilder body, OutboxRecord record, string deviceId)
        {
            CurveTelemetry.Append(body, deviceId, record.StampMs, record.Payload, record.PayloadLength, record.Boot, record.Sequence);
            return CurveTelemetry.Schema;
        }

        private static string AppendSample(StringBuilder body, OutboxRecord record, string deviceId)
        {
            var sample = new Sample();
            SamplePayload.Read(record.Payload, sample);
            FlatTelemetry.Append(body, deviceId, record.StampMs, sample, record.Boot, record.Sequence);
            return FlatTelemetry.Schema;
        }

        private static string AppendAlarm(StringBuilder body, OutboxRecord record, string deviceId)
        {
            var alarm = new AlarmEvent();
            AlarmPayload.Read(record.Payload, alarm);
            AlarmTelemetry.Append(body, deviceId, record.StampMs, alarm, record.Boot, record.Sequence);
            return AlarmTelemetry.Schema;
        }
    }
}
