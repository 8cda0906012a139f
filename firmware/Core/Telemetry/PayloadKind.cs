namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// What an outbox record holds: the upper four bits of its payload's first byte. The lower four are the kind's own.
    /// </summary>
    public enum PayloadKind
    {
        /// <summary>One sample, see <see cref="SamplePayload"/>.</summary>
        Sample = 0,

        /// <summary>The knots of a curve message, see <see cref="Curves.CurvePayload"/>.</summary>
        Curve = 1,

        /// <summary>An edge alarm that opened or was resolved, see <see cref="AlarmPayload"/>.</summary>
        Alarm = 2,
    }
}
