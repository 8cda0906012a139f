namespace Firmware.Core.StoreAndForward
{
    /// <summary>What a record of the outbox holds. The numbers are stored in flash: they never change their meaning.</summary>
    public enum RecordKind
    {
        /// <summary>A message; the first byte of its payload says which (<see cref="Telemetry.PayloadKind"/>).</summary>
        Message = 0,

        /// <summary>What became of messages that were dropped: an <see cref="OutboxGap"/>.</summary>
        Gap = 1,

        /// <summary>A message that overtakes those of <see cref="Message"/>.</summary>
        Alert = 2,

        /// <summary>An alert that has overtaken what still waits before it, and was acknowledged: only its place is left.</summary>
        Sent = 3,
    }
}
