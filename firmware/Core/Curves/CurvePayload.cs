using Firmware.Core.Persistence;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Curves
{
    /// <summary>
    /// A curve message as the outbox keeps it: kind (1 byte), interval, samples, rejected, and the epsilon of each measured channel (4 bytes
    /// each), then knots in the order in which they were fixed, see <see cref="KnotReader"/>. Pure.
    /// </summary>
    public static class CurvePayload
    {
        /// <summary>How many channels are measured: 0 is temperature, 1 humidity, 2 pressure.</summary>
        public const int Channels = 3;

        /// <summary>The channel of the computed dew point.</summary>
        public const int DewPoint = 3;

        /// <summary>The channel of the computed absolute humidity.</summary>
        public const int AbsoluteHumidity = 4;

        /// <summary>The channel of the computed pressure at sea level.</summary>
        public const int SeaLevelPressure = 5;

        /// <summary>The epsilon of what is computed, in hundredths: the tenth of a unit to which it is known.</summary>
        public const int ComputedEpsilon = 10;

        /// <summary>The length of what stands before the knots, in bytes.</summary>
        public const int HeaderBytes = 1 + 4 * (3 + Channels);

        private const int IntervalAt = 1;
        private const int SamplesAt = 5;
        private const int RejectedAt = 9;
        private const int EpsilonAt = 13;

        /// <summary>Writes what stands before the knots.</summary>
        /// <param name="into">Receives <see cref="HeaderBytes"/> bytes from index 0; the epsilons by <see cref="WriteEpsilon"/>.</param>
        /// <param name="intervalMs">The time between samples, in ms.</param>
        /// <param name="samples">How many sampling instants the message covers.</param>
        /// <param name="rejected">How many samples lost a channel to a check: of these instants, and of those since the message before.</param>
        public static void WriteHeader(byte[] into, int intervalMs, int samples, int rejected)
        {
            into[0] = (int)PayloadKind.Curve << 4;
            LittleEndian.WriteInt32(into, IntervalAt, intervalMs);
            LittleEndian.WriteInt32(into, SamplesAt, samples);
            LittleEndian.WriteInt32(into, RejectedAt, rejected);
        }

        /// <summary>Writes a measured channel's epsilon, in hundredths.</summary>
        public static void WriteEpsilon(byte[] into, int channel, int epsilon) =>
            LittleEndian.WriteInt32(into, EpsilonAt + 4 * channel, epsilon);

        /// <summary>The time between samples, in ms.</summary>
        public static int IntervalMs(byte[] from) => LittleEndian.ReadInt32(from, IntervalAt);

        /// <summary>How many sampling instants the message covers, from the first to the last.</summary>
        public static int Samples(byte[] from) => LittleEndian.ReadInt32(from, SamplesAt);

        /// <summary>How many samples lost at least one channel to a check: of these instants, and of those since the message before.</summary>
        public static int Rejected(byte[] from) => LittleEndian.ReadInt32(from, RejectedAt);

        /// <summary>A channel's epsilon, in hundredths.</summary>
        public static int Epsilon(byte[] from, int channel) =>
            channel < Channels ? LittleEndian.ReadInt32(from, EpsilonAt + 4 * channel) : ComputedEpsilon;
    }
}
