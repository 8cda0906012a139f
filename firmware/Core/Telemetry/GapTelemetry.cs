using System.Text;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// The body gap/1: messages that the device had to drop and will never send (tests/Contracts/gap holds its golden bytes). boot and
    /// seq are those of the last one, whose place the gap takes; count is how many are known to be missing. Pure.
    /// </summary>
    public static class GapTelemetry
    {
        /// <summary>The name of the body's schema.</summary>
        public const string Schema = "gap/1";

        /// <summary>Appends the body to <paramref name="into"/>.</summary>
        /// <param name="into">Receives the text.</param>
        /// <param name="deviceId">The device identity; IoT Hub allows no character in it that JSON would have to escape.</param>
        /// <param name="gap">The gap; not an empty one.</param>
        public static void Append(StringBuilder into, string deviceId, OutboxGap gap)
        {
            into.Append("{\"schema\":\"").Append(Schema).Append("\",\"deviceId\":\"").Append(deviceId);
            into.Append("\",\"fromBoot\":").Append(gap.FromBoot).Append(",\"fromSeq\":").Append(gap.FromSequence);
            into.Append(",\"boot\":").Append(gap.Boot).Append(",\"seq\":").Append(gap.Sequence);
            into.Append(",\"count\":").Append(gap.Count).Append('}');
        }
    }
}
