namespace Firmware.Core.Methods
{
    /// <summary>What became of a cloud-to-device message that named a method. Immutable.</summary>
    internal sealed class CommandResult
    {
        public CommandResult(string messageId, string method, int status)
        {
            MessageId = messageId;
            Method = method;
            Status = status;
        }

        /// <summary>The message's system property $.mid; empty if it had none.</summary>
        public string MessageId { get; }

        /// <summary>The method's name, or "unknown".</summary>
        public string Method { get; }

        /// <summary>As a direct method would have been answered.</summary>
        public int Status { get; }
    }
}
