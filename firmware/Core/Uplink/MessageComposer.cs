using System.Text;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Uplink
{
    /// <summary>Makes the hub's message from an outbox record: the same record gives the same message. Used by one thread.</summary>
    internal sealed class MessageComposer
    {
        private readonly Sample _sample = new Sample();
        private readonly AlarmEvent _alarm = new AlarmEvent();
        private readonly StringBuilder _text = new StringBuilder(256);

        /// <summary>The message of a record that has its UTC stamp.</summary>
        public HubMessage Compose(OutboxRecord record, string deviceId)
        {
            _text.Clear();
            var isGap = record.Kind == RecordKind.Gap;
            var kind = (PayloadKind)(record.Payload[0] >> 4);
            var schema = isGap ? AppendGap(record, deviceId) : AppendBody(kind, record, deviceId);
            var messageId = Id(deviceId, record.Boot, record.Sequence);
            if (isGap) messageId = Id(messageId + "-gap", record.Gap.FromBoot, record.Gap.FromSequence);
            return new HubMessage(messageId, schema, _text.ToString(), isAlert: !isGap && kind == PayloadKind.Alarm);
        }

        // A gap's last message may have arrived without anybody knowing: its id is not the gap's.
        private static string Id(string of, int boot, int sequence) => of + "-" + boot.ToString() + "-" + sequence.ToString();

        private string AppendGap(OutboxRecord record, string deviceId)
        {
            GapTelemetry.Append(_text, deviceId, record.Gap);
            return GapTelemetry.Schema;
        }

        private string AppendBody(PayloadKind kind, OutboxRecord record, string deviceId)
        {
            switch (kind)
            {
                case PayloadKind.Curve: return AppendCurve(record, deviceId);
                case PayloadKind.Alarm: return AppendAlarm(record, deviceId);
                default: return AppendSample(record, deviceId);
            }
        }

        private string AppendCurve(OutboxRecord record, string deviceId)
        {
            CurveTelemetry.Append(_text, deviceId, record.StampMs, record.Payload, record.PayloadLength, record.Boot, record.Sequence);
            return CurveTelemetry.Schema;
        }

        private string AppendSample(OutboxRecord record, string deviceId)
        {
            SamplePayload.Read(record.Payload, _sample);
            FlatTelemetry.Append(_text, deviceId, record.StampMs, _sample, record.Boot, record.Sequence);
            return FlatTelemetry.Schema;
        }

        private string AppendAlarm(OutboxRecord record, string deviceId)
        {
            AlarmPayload.Read(record.Payload, _alarm);
            AlarmTelemetry.Append(_text, deviceId, record.StampMs, _alarm, record.Boot, record.Sequence);
            return AlarmTelemetry.Schema;
        }
    }
}
