using System.Threading;

namespace Firmware.Core
{
    /// <summary>What the device has done since boot. Every counter only grows; thread-safe.</summary>
    public sealed class DeviceCounters
    {
        private int _samplesTaken;
        private int _samplesMissed;
        private int _samplesRejected;
        private int _busErrors;
        private int _messagesAcknowledged;
        private int _sendFailures;
        private int _reconnects;

        /// <summary>Samples taken into a message: with at least one accepted channel.</summary>
        public int SamplesTaken => _samplesTaken;

        /// <summary>Sampling instants that passed without a sample, because the sensor was lost or the device was late.</summary>
        public int SamplesMissed => _samplesMissed;

        /// <summary>Samples that lost at least one channel to the skip code or the plausibility check.</summary>
        public int SamplesRejected => _samplesRejected;

        /// <summary>
        /// Conversations with the sensor that failed: no acknowledgement, a wrong chip, a brown-out, or busy for too long.
        /// </summary>
        public int BusErrors => _busErrors;

        /// <summary>Messages that the hub acknowledged.</summary>
        public int MessagesAcknowledged => _messagesAcknowledged;

        /// <summary>Attempts to send that ended without acknowledgement; the message was kept.</summary>
        public int SendFailures => _sendFailures;

        /// <summary>Connections to the hub after the first one.</summary>
        public int Reconnects => _reconnects;

        internal void CountSampleTaken() => Interlocked.Increment(ref _samplesTaken);

        internal void CountSampleMissed() => Interlocked.Increment(ref _samplesMissed);

        internal void CountSampleRejected() => Interlocked.Increment(ref _samplesRejected);

        internal void CountBusError() => Interlocked.Increment(ref _busErrors);

        internal void CountMessageAcknowledged() => Interlocked.Increment(ref _messagesAcknowledged);

        internal void CountSendFailure() => Interlocked.Increment(ref _sendFailures);

        internal void CountReconnect() => Interlocked.Increment(ref _reconnects);
    }
}
