using System.Threading;
using Firmware.Core.Sampling;

namespace Firmware.Core
{
    /// <summary>What the device has done since boot. Every counter only grows; thread-safe.</summary>
    public sealed class DeviceCounters
    {
        private int _samplesTaken;
        private int _samplesMissed;
        private int _samplesRejected;
        private int _readingsSkipped;
        private int _readingsOutOfRange;
        private int _readingsStuck;
        private int _readingsSpiked;
        private int _alarmsOpened;
        private int _alarmsResolved;
        private int _busErrors;
        private int _messagesAcknowledged;
        private int _gapsAcknowledged;
        private int _sendFailures;
        private int _reconnects;
        private int _cloudMessages;

        /// <summary>Samples taken into a message: with at least one accepted channel.</summary>
        public int SamplesTaken => _samplesTaken;

        /// <summary>Sampling instants that passed without a sample, because the sensor was lost or the device was late.</summary>
        public int SamplesMissed => _samplesMissed;

        /// <summary>
        /// Samples that lost at least one channel to the skip code or a check; the next four say how many readings to which.
        /// </summary>
        public int SamplesRejected => _samplesRejected;

        /// <summary>Readings that the sensor marked as not measured although they were asked for.</summary>
        public int ReadingsSkipped => _readingsSkipped;

        /// <summary>Readings outside the sensor's or the settings' range.</summary>
        public int ReadingsOutOfRange => _readingsOutOfRange;

        /// <summary>Readings rejected because the channel repeated itself for too long.</summary>
        public int ReadingsStuck => _readingsStuck;

        /// <summary>Readings rejected as spikes.</summary>
        public int ReadingsSpiked => _readingsSpiked;

        /// <summary>Edge alarms that opened.</summary>
        public int AlarmsOpened => _alarmsOpened;

        /// <summary>Edge alarms that were resolved.</summary>
        public int AlarmsResolved => _alarmsResolved;

        /// <summary>
        /// Conversations with the sensor that failed: no acknowledgement, a wrong chip, a brown-out, or busy for too long.
        /// </summary>
        public int BusErrors => _busErrors;

        /// <summary>Messages that the hub acknowledged, those of earlier boots included; gaps are counted apart.</summary>
        public int MessagesAcknowledged => _messagesAcknowledged;

        /// <summary>Gaps, in place of messages that were dropped, that the hub acknowledged.</summary>
        public int GapsAcknowledged => _gapsAcknowledged;

        /// <summary>Attempts to send that ended without acknowledgement; the message was kept.</summary>
        public int SendFailures => _sendFailures;

        /// <summary>Connections to the hub after the first one.</summary>
        public int Reconnects => _reconnects;

        /// <summary>Cloud-to-device messages that arrived, whatever was in them.</summary>
        public int CloudMessages => _cloudMessages;

        internal void CountSampleTaken() => Interlocked.Increment(ref _samplesTaken);

        internal void CountSampleMissed() => Interlocked.Increment(ref _samplesMissed);

        internal void CountSampleRejected() => Interlocked.Increment(ref _samplesRejected);

        internal void CountReadingSkipped() => Interlocked.Increment(ref _readingsSkipped);

        internal void CountReading(ReadingVerdict verdict)
        {
            switch (verdict)
            {
                case ReadingVerdict.OutOfRange:
                    Interlocked.Increment(ref _readingsOutOfRange);
                    break;
                case ReadingVerdict.Stuck:
                    Interlocked.Increment(ref _readingsStuck);
                    break;
                case ReadingVerdict.Spike:
                    Interlocked.Increment(ref _readingsSpiked);
                    break;
            }
        }

        internal void CountAlarmOpened() => Interlocked.Increment(ref _alarmsOpened);

        internal void CountAlarmResolved() => Interlocked.Increment(ref _alarmsResolved);

        internal void CountBusError() => Interlocked.Increment(ref _busErrors);

        internal void CountMessageAcknowledged() => Interlocked.Increment(ref _messagesAcknowledged);

        internal void CountGapAcknowledged() => Interlocked.Increment(ref _gapsAcknowledged);

        internal void CountSendFailure() => Interlocked.Increment(ref _sendFailures);

        internal void CountReconnect() => Interlocked.Increment(ref _reconnects);

        internal void CountCloudMessage() => Interlocked.Increment(ref _cloudMessages);
    }
}
