using System.Text;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Uplink
{
    /// <summary>Makes the hub's message from an outbox record: the same record gives the same message. Used by one thread.</summary>
    internal sealed class MessageComposer
    {
        private readonly int _boot;
        private readonly Sample _sample = new Sample();
        private readonly StringBuilder _text = new StringBuilder(256);

        public MessageComposer(int boot)
        {
            _boot = boot;
        }

        /// <summary>The message of a record that has its UTC stamp.</summary>
        public HubMessage Compose(OutboxRecord record, string deviceId)
        {
            SamplePayload.Read(record.Payload, _sample);
            _text.Clear();
            FlatTelemetry.Append(_text, deviceId, record.StampMs, _sample, _boot, record.Sequence);
            var messageId = deviceId + "-" + _boot.ToString() + "-" + record.Sequence.ToString();
            return new HubMessage(messageId, FlatTelemetry.Schema, _text.ToString());
        }
    }
}
