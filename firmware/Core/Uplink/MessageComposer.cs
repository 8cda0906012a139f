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
            if (record.Kind == RecordKind.Gap) return ComposeGap(record.Gap, deviceId);
            var body = new StringBuilder(256);
            var kind = (PayloadKind)(record.Payload[0] >> 4);
            var schema = AppendBody(body, kind, record, deviceId);
            return new HubMessage(Id(deviceId, record.Boot, record.Sequence), schema, body.ToString(), kind == PayloadKind.Alarm);
        }

        /// <summary>What goes out in place of a record that this firmware cannot read: the gap of that one message.</summary>
        public static HubMessage ComposeUnreadable(OutboxRecord record, string deviceId)
        {
            var gap = new OutboxGap();
            gap.Add(record.Boot, record.Sequence, record.Boot, record.Sequence, 1);
            return ComposeGap(gap, deviceId);
        }

        // A gap's last message may have arrived without anybody knowing: its id is not the gap's.
        private static HubMessage ComposeGap(OutboxGap gap, string deviceId)
        {
            var body = new StringBuilder(256);
            GapTelemetry.Append(body, deviceId, gap);
            var messageId = Id(Id(deviceId, gap.Boot, gap.Sequence) + "-gap", gap.FromBoot, gap.FromSequence);
            return new HubMessage(messageId, GapTelemetry.Schema, body.ToString(), isAlert: false);
        }

        private static string Id(string of, int boot, int sequence) => of + "-" + boot.ToString() + "-" + sequence.ToString();

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
