namespace Firmware.Core.Ports
{
    /// <summary>One device-to-cloud message. Immutable.</summary>
    public sealed class HubMessage
    {
        /// <summary>Makes a message.</summary>
        public HubMessage(string messageId, string schema, string body, bool isAlert = false)
        {
            MessageId = messageId;
            Schema = schema;
            Body = body;
            IsAlert = isAlert;
        }

        /// <summary>The system property $.mid: the same for every attempt at one message, so that repeats can be told.</summary>
        public string MessageId { get; }

        /// <summary>The application property "schema", for instance flat/1.</summary>
        public string Schema { get; }

        /// <summary>The body: JSON, sent as UTF-8 with $.ct=application/json and $.ce=utf-8.</summary>
        public string Body { get; }

        /// <summary>Whether it carries the application property "priority" with the value "alert", for routes to tell it by.</summary>
        public bool IsAlert { get; }
    }
}
