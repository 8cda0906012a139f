using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Telemetry
{
    /// <summary>Turns samples into the payloads of outbox records. Used by the sampling thread.</summary>
    internal abstract class TelemetryEncoder
    {
        /// <summary>Makes the encoder that the settings ask for.</summary>
        public static TelemetryEncoder Of(DeviceSettings settings, Outbox outbox)
        {
            if (settings.Telemetry.Format == TelemetryFormat.Curve) return new CurveEncoder(settings, outbox);
            return new FlatEncoder(outbox);
        }

        /// <summary>Rejected samples that no message has told yet: they go with the next one.</summary>
        public int RejectedBefore { get; set; }

        /// <summary>Takes the next sample.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        /// <param name="stampKind">What the stamp counts.</param>
        /// <param name="stampMs">When it was taken, in ms.</param>
        /// <param name="sample">The readings; empty when all were rejected.</param>
        /// <param name="isRejected">Whether at least one channel of it was rejected.</param>
        public abstract void Add(long nowMs, StampKind stampKind, long stampMs, Sample sample, bool isRejected);

        /// <summary>Puts a message that is complete by time into the outbox, where no further sample comes to complete it.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        public abstract void FlushIfDue(long nowMs);

        /// <summary>Puts what has been taken into the outbox.</summary>
        public abstract void Flush();
    }
}
