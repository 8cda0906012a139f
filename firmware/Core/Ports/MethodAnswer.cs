namespace Firmware.Core.Ports
{
    /// <summary>What a direct method comes to. Immutable.</summary>
    public sealed class MethodAnswer
    {
        /// <summary>Makes an answer.</summary>
        public MethodAnswer(int status, string body)
        {
            Status = status;
            Body = body;
        }

        /// <summary>The status, in the way of HTTP: 200 done, 202 will be done, 400 bad payload, 404 no such method, ...</summary>
        public int Status { get; }

        /// <summary>A JSON object; of a refusal, it holds the status too, for callers whom the hub's library tells another.</summary>
        public string Body { get; }
    }
}
