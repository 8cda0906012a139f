using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Uplink;

namespace Firmware.Core
{
    /// <summary>What a device can be told. Immutable once made; <see cref="FindError"/> says what is wrong with it.</summary>
    public sealed class DeviceSettings
    {
        /// <summary>The shortest interval, in ms: above the longest conversion (<see cref="Bme280Timing.MeasurementMaxMs"/>).</summary>
        public const int IntervalMinMs = 200;

        /// <summary>The longest interval, in ms: one day.</summary>
        public const int IntervalMaxMs = 86_400_000;

        /// <summary>The smallest outbox, in bytes; it has to hold the longest message, too.</summary>
        public const int OutboxMinBytes = 2_048;

        /// <summary>The largest outbox, in bytes. A board without PSRAM has about 64 KB for everything.</summary>
        public const int OutboxMaxBytes = 16_777_216;

        /// <summary>The smallest flash for an outbox, in bytes.</summary>
        public const int OutboxFlashMinBytes = Outbox.SlotsMin * Outbox.SlotBytes;

        /// <summary>The largest flash for an outbox, in bytes.</summary>
        public const int OutboxFlashMaxBytes = 16_777_216;

        /// <summary>Time between samples, in ms, in the range [<see cref="IntervalMinMs"/>, <see cref="IntervalMaxMs"/>].</summary>
        /// <value>The default is 10_000.</value>
        public int IntervalMs { get; init; } = 10_000;

        /// <summary>Conversions averaged for one temperature; the other two channels need it, so it cannot be skipped.</summary>
        /// <value>The default is <see cref="Oversampling.X1"/>.</value>
        public Oversampling TemperatureOversampling { get; init; } = Oversampling.X1;

        /// <summary>Conversions averaged for one pressure.</summary>
        /// <value>The default is <see cref="Oversampling.X1"/>.</value>
        public Oversampling PressureOversampling { get; init; } = Oversampling.X1;

        /// <summary>Conversions averaged for one humidity.</summary>
        /// <value>The default is <see cref="Oversampling.X1"/>.</value>
        public Oversampling HumidityOversampling { get; init; } = Oversampling.X1;

        /// <summary>The sensor's own low-pass filter, on temperature and pressure.</summary>
        /// <value>The default is <see cref="IirFilter.Off"/>.</value>
        public IirFilter IirFilter { get; init; } = IirFilter.Off;

        /// <summary>How temperature is checked, corrected, smoothed, compressed and watched.</summary>
        /// <value>The default is the default settings of that channel.</value>
        public ChannelSettings Temperature { get; init; } = new ChannelSettings(ChannelLimits.Temperature);

        /// <summary>How relative humidity is checked, corrected, smoothed, compressed and watched.</summary>
        /// <value>The default is the default settings of that channel.</value>
        public ChannelSettings Humidity { get; init; } = new ChannelSettings(ChannelLimits.Humidity);

        /// <summary>How air pressure is checked, corrected, smoothed, compressed and watched.</summary>
        /// <value>The default is the default settings of that channel.</value>
        public ChannelSettings Pressure { get; init; } = new ChannelSettings(ChannelLimits.Pressure);

        /// <summary>How samples become messages.</summary>
        /// <value>The default is the default settings of telemetry.</value>
        public TelemetrySettings Telemetry { get; init; } = new TelemetrySettings();

        /// <summary>What is computed from each sample and sent with it.</summary>
        /// <value>The default is nothing.</value>
        public DerivedSettings Derived { get; init; } = new DerivedSettings();

        /// <summary>What the device does between samples.</summary>
        /// <value>The default is the default settings of power.</value>
        public PowerSettings Power { get; init; } = new PowerSettings();

        /// <summary>
        /// The RAM that holds unsent messages, in bytes, in the range [<see cref="OutboxMinBytes"/>, <see cref="OutboxMaxBytes"/>].
        /// Half full: the oldest messages go to flash. Full: the oldest message is dropped and counted. One flat/1 sample takes 33 bytes.
        /// </summary>
        /// <value>
        /// The default is 4_096. Without flash, at 10 s: some 4 hours of curve/1 in a room lived in, or 124 samples of flat/1, 20 minutes. With flash,
        /// one slot of RAM comes on top.
        /// </value>
        public int OutboxBytes { get; init; } = 4_096;

        /// <summary>
        /// The flash that holds messages which wait long, in bytes, in whole slots of <see cref="Outbox.SlotBytes"/>: 0 for none, or in
        /// the range [<see cref="OutboxFlashMinBytes"/>, <see cref="OutboxFlashMaxBytes"/>]. One slot always stays free. Full: the oldest
        /// slot is dropped, and a gap goes out in its place. Lowering it forgets what the slots left out hold.
        /// </summary>
        /// <value>
        /// The default is 65_536: at 10 s some three days of curve/1 (a day of a room lived in takes 5 of the 16 slots), or 5 hours of
        /// flat/1.
        /// </value>
        public int OutboxFlashBytes { get; init; } = 65_536;

        /// <summary>
        /// After how long without an acknowledgement all that waits in RAM goes to flash, and again after every such time, in ms, in the
        /// range [1_000, <see cref="IntervalMaxMs"/>]: what a power cut can take during an outage. Each time costs one slot write and one
        /// erase.
        /// </summary>
        /// <value>The default is 900_000, a quarter of an hour: 96 writes and erases for a day offline, none for a day online.</value>
        public int OutboxSaveAfterMs { get; init; } = 900_000;

        /// <summary>
        /// How often an idle uplink looks into the outbox, in ms, in the range [1, 60_000]; as often, whatever it waits for, it looks
        /// whether messages have to go to flash.
        /// </summary>
        /// <value>The default is 1_000.</value>
        public int UplinkPollMs { get; init; } = 1_000;

        /// <summary>
        /// The pause between two messages, in ms, in the range [0, 60_000]: M2Mqtt's memory needs it on the board
        /// (nanoframework/Home#816).
        /// </summary>
        /// <value>The default is 50.</value>
        public int PublishPauseMs { get; init; } = 50;

        /// <summary>The first wait after a failure of the uplink, in ms, at least 1; doubled for each further one, with jitter.</summary>
        /// <value>The default is 1_000.</value>
        public int UplinkBackoffFirstMs { get; init; } = 1_000;

        /// <summary>The longest wait after failures of the uplink, in ms, at most <see cref="Backoff.WaitMaxMs"/>.</summary>
        /// <value>The default is 60_000.</value>
        public int UplinkBackoffMaxMs { get; init; } = 60_000;

        /// <summary>
        /// How long a new network or registration is tried in one boot before the device goes back to the old one, in ms, in the range
        /// [1_000, <see cref="Backoff.WaitMaxMs"/>].
        /// </summary>
        /// <value>The default is 600_000: ten attempts or more.</value>
        public int TrialMaxMs { get; init; } = 600_000;

        /// <summary>
        /// After how many failures in a row to join a network the device restarts, in the range [0, 1_000]; 0: never. Not while another
        /// network or registration is tried, and not on a device that sleeps. Sampling goes on meanwhile, and the outbox is saved.
        /// </summary>
        /// <value>The default is 20: half an hour, at some 90 s for a join that fails and the wait after it.</value>
        public int NetworkRestartFailures { get; init; } = 20;

        /// <summary>
        /// How long after a restart for that reason there is no other one, in ms, in the range [60_000, <see cref="IntervalMaxMs"/>]: a
        /// site without a network restarts no more often.
        /// </summary>
        /// <value>The default is 21_600_000, six hours.</value>
        public int NetworkRestartEveryMs { get; init; } = 21_600_000;

        /// <summary>The least that reaches the serial log.</summary>
        /// <value>The default is <see cref="LogLevel.Information"/>.</value>
        public LogLevel LogLevel { get; init; } = LogLevel.Information;

        /// <summary>Finds the first setting that is out of its range.</summary>
        /// <returns>One line that names it, its value and its range; null when all are good.</returns>
        public string? FindError() =>
            SettingRange.Check("intervalMs", IntervalMs, IntervalMinMs, IntervalMaxMs)
            ?? SettingRange.Check("oversampling.temperature", (int)TemperatureOversampling, (int)Oversampling.X1, (int)Oversampling.X16)
            ?? SettingRange.Check("oversampling.pressure", (int)PressureOversampling, (int)Oversampling.Skipped, (int)Oversampling.X16)
            ?? SettingRange.Check("oversampling.humidity", (int)HumidityOversampling, (int)Oversampling.Skipped, (int)Oversampling.X16)
            ?? SettingRange.Check("iirFilter", (int)IirFilter, (int)IirFilter.Off, (int)IirFilter.X16)
            ?? ChannelError(Temperature, ChannelLimits.Temperature)
            ?? ChannelError(Humidity, ChannelLimits.Humidity)
            ?? ChannelError(Pressure, ChannelLimits.Pressure)
            ?? Derived.FindError()
            ?? Telemetry.FindError()
            ?? Power.FindError()
            ?? SettingRange.Check("outboxBytes", OutboxBytes, OutboxMinBytes, OutboxMaxBytes)
            ?? SettingRange.Check("outboxBytes", OutboxBytes, Outbox.HeaderBytes + Telemetry.PayloadMaxBytes, OutboxMaxBytes)
            ?? FlashError()
            ?? SettingRange.Check("outboxSaveAfterMs", OutboxSaveAfterMs, 1_000, IntervalMaxMs)
            ?? SettingRange.Check("uplinkPollMs", UplinkPollMs, 1, 60_000)
            ?? SettingRange.Check("publishPauseMs", PublishPauseMs, 0, 60_000)
            ?? SettingRange.Check("uplinkBackoffFirstMs", UplinkBackoffFirstMs, 1, Backoff.WaitMaxMs)
            ?? SettingRange.Check("uplinkBackoffMaxMs", UplinkBackoffMaxMs, UplinkBackoffFirstMs, Backoff.WaitMaxMs)
            ?? SettingRange.Check("trialMaxMs", TrialMaxMs, 1_000, Backoff.WaitMaxMs)
            ?? SettingRange.Check("networkRestartFailures", NetworkRestartFailures, 0, 1_000)
            ?? SettingRange.Check("networkRestartEveryMs", NetworkRestartEveryMs, 60_000, IntervalMaxMs);

        /// <summary>How much time one message covers: a device that sleeps ends it when it sends.</summary>
        internal int MessageIntervalMs =>
            Power.Mode == PowerMode.DeepSleep ? TelemetrySettings.IntervalMaxMs : Telemetry.IntervalMs;

        private string? FlashError() =>
            OutboxFlashBytes == 0
                ? null
                : SettingRange.Check("outboxFlashBytes", OutboxFlashBytes, OutboxFlashMinBytes, OutboxFlashMaxBytes);

        private static string? ChannelError(ChannelSettings channel, ChannelLimits limits) =>
            channel.Limits == limits
                ? channel.FindError()
                : "the channel " + limits.Name + " has the settings of " + channel.Limits.Name;
    }
}
