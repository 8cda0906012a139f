using Firmware.Core.Telemetry;

namespace Firmware.Core
{
    /// <summary>How samples become messages. Immutable once made; <see cref="FindError"/> says what is wrong with it.</summary>
    public sealed class TelemetrySettings
    {
        /// <summary>The shortest <see cref="IntervalMs"/>, in ms.</summary>
        public const int IntervalMinMs = 1_000;

        /// <summary>The longest <see cref="IntervalMs"/>, in ms: one day.</summary>
        public const int IntervalMaxMs = 86_400_000;

        /// <summary>The least <see cref="MaxBytes"/>: room for the longest device id and some knots of each channel, computed ones included.</summary>
        public const int BodyMinBytes = 896;

        /// <summary>
        /// The most <see cref="MaxBytes"/>: IoT Hub bills messages, properties included, in units of 4 KB ("Azure IoT Hub pricing"), and
        /// a record has to fit a flash slot.
        /// </summary>
        public const int BodyMaxBytes = 4_000;

        /// <summary>The body of a message.</summary>
        /// <value>The default is <see cref="TelemetryFormat.Curve"/>.</value>
        public TelemetryFormat Format { get; init; } = TelemetryFormat.Curve;

        /// <summary>
        /// How much time one curve/1 message covers, in ms, in the range [<see cref="IntervalMinMs"/>, <see cref="IntervalMaxMs"/>];
        /// flat/1 does not use it. It is also how old a sample can be before it leaves the device, and what a reset can lose.
        /// </summary>
        /// <value>The default is 300_000.</value>
        public int IntervalMs { get; init; } = 300_000;

        /// <summary>
        /// The longest body of a curve/1 message, in bytes, counted with the longest device id, in the range
        /// [<see cref="BodyMinBytes"/>, <see cref="BodyMaxBytes"/>]; flat/1 does not use it. A message that could become longer is
        /// closed early, and the next one goes on. The device twin can lower it only: the memory is reserved at the start.
        /// </summary>
        /// <value>The default is 1_024.</value>
        public int MaxBytes { get; init; } = 1_024;

        /// <summary>The longest payload in the outbox, in bytes, with either format: the device twin may ask for the other one.</summary>
        internal int PayloadMaxBytes => MaxBytes > SamplePayload.MaxBytes ? MaxBytes : SamplePayload.MaxBytes;

        /// <summary>Finds the first setting that is out of its range.</summary>
        /// <returns>One line that names it, its value and its range; null when all are good.</returns>
        public string? FindError() =>
            SettingRange.Check("telemetry.format", (int)Format, (int)TelemetryFormat.Flat, (int)TelemetryFormat.Curve)
            ?? SettingRange.Check("telemetry.intervalMs", IntervalMs, IntervalMinMs, IntervalMaxMs)
            ?? SettingRange.Check("telemetry.maxBytes", MaxBytes, BodyMinBytes, BodyMaxBytes);
    }
}
