using Firmware.Core.Diagnostics;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Core.Sleep;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Sampling
{
    /// <summary>
    /// Watches every channel that has a threshold, and puts a message of its own into the outbox as soon as an alarm opens or is
    /// resolved, whatever the telemetry still collects. Used by the sampling thread.
    /// </summary>
    internal sealed class EdgeAlarms
    {
        private const string Area = "alarm";
        private const int Channels = 3;
        private const int Sides = 2;
        private const int SinceBytes = 8;

        private readonly EdgeAlarm?[] _temperature;
        private readonly EdgeAlarm?[] _humidity;
        private readonly EdgeAlarm?[] _pressure;
        private readonly Outbox _outbox;
        private readonly SleepJournal? _journal;
        private readonly DeviceCounters _counters;
        private readonly IClock _clock;
        private readonly ILog _log;
        private readonly AlarmEvent _event = new AlarmEvent();
        private readonly byte[] _payload = new byte[AlarmPayload.LengthBytes];
        private long _uptimeMs;
        private StampKind _stampKind;
        private long _stampMs;

        public EdgeAlarms(DeviceSettings settings, Outbox outbox, SleepJournal? journal, DeviceCounters counters, IClock clock, ILog log)
        {
            _temperature = Of(settings.Temperature);
            _humidity = Of(settings.Humidity);
            _pressure = Of(settings.Pressure);
            _outbox = outbox;
            _journal = journal;
            _counters = counters;
            _clock = clock;
            _log = log;
        }

        /// <summary>Takes the values of a sample, as they are sent.</summary>
        /// <param name="sample">The values.</param>
        /// <param name="uptimeMs">When they were measured, in ms of uptime.</param>
        /// <param name="stampKind">What the stamp counts.</param>
        /// <param name="stampMs">When they were measured, in ms.</param>
        public void Watch(Sample sample, long uptimeMs, StampKind stampKind, long stampMs)
        {
            _uptimeMs = uptimeMs;
            _stampKind = stampKind;
            _stampMs = stampMs;
            NoteUtc();
            if (sample.HasTemperature) Watch(_temperature, ChannelLimits.Temperature, sample.TemperatureCentiC);
            if (sample.HasHumidity) Watch(_humidity, ChannelLimits.Humidity, sample.HumidityCentiPercent);
            if (sample.HasPressure) Watch(_pressure, ChannelLimits.Pressure, sample.PressurePa);
        }

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            NoteUtc();
            Carry(_temperature, state);
            Carry(_humidity, state);
            Carry(_pressure, state);
        }

        /// <summary>
        /// Goes on where the alarms were under other settings. One that was open and is not watched any more is resolved: nobody else
        /// would ever end it.
        /// </summary>
        /// <param name="before">The alarms, which are used no more.</param>
        /// <param name="uptimeMs">The uptime in ms.</param>
        internal void Continue(EdgeAlarms before, long uptimeMs)
        {
            _uptimeMs = uptimeMs;
            _stampKind = _clock.IsUtcKnown ? StampKind.Utc : StampKind.Uptime;
            _stampMs = _stampKind == StampKind.Utc ? _clock.UtcMs : uptimeMs;
            before.NoteUtc();
            for (var channel = 0; channel < Channels; channel++)
                for (var side = 0; side < Sides; side++) Continue(channel, side, before.Of(channel)[side]);
        }

        /// <summary>What the next boot must know of the alarms that are open, or null if there is nothing.</summary>
        internal byte[]? SaveOpen()
        {
            NoteUtc();
            byte[]? saved = null;
            for (var i = 0; i < Channels * Sides; i++)
            {
                var alarm = Of(i / Sides)[i % Sides];
                if (alarm == null || alarm.OpenSinceUtcMs == EdgeAlarm.UtcUnknown) continue;
                if (saved == null) saved = new byte[Channels * Sides * SinceBytes];
                LittleEndian.WriteInt64(saved, i * SinceBytes, alarm.OpenSinceUtcMs);
            }

            return saved;
        }

        /// <summary>Goes on where the alarms of the boot before were.</summary>
        /// <param name="saved">What <see cref="SaveOpen"/> returned then; what is shorter says nothing of the rest.</param>
        internal void Reopen(byte[] saved)
        {
            for (var i = 0; i < Channels * Sides && (i + 1) * SinceBytes <= saved.Length; i++)
            {
                var sinceUtcMs = LittleEndian.ReadInt64(saved, i * SinceBytes);
                if (sinceUtcMs > 0 && sinceUtcMs <= UtcTimestamp.UnixMsMax) Of(i / Sides)[i % Sides]?.Reopen(sinceUtcMs);
            }
        }

        private static EdgeAlarm?[] Of(ChannelSettings settings) => new[]
        {
            !settings.Enabled || settings.AlarmHigh == ChannelSettings.AlarmOff ? null : new EdgeAlarm(isLow: false, settings.AlarmHigh, settings),
            !settings.Enabled || settings.AlarmLow == ChannelSettings.AlarmOff ? null : new EdgeAlarm(isLow: true, settings.AlarmLow, settings),
        };

        private static ChannelLimits LimitsOf(int channel)
        {
            if (channel == 0) return ChannelLimits.Temperature;
            return channel == 1 ? ChannelLimits.Humidity : ChannelLimits.Pressure;
        }

        private EdgeAlarm?[] Of(int channel)
        {
            if (channel == 0) return _temperature;
            return channel == 1 ? _humidity : _pressure;
        }

        private void Continue(int channel, int side, EdgeAlarm? before)
        {
            if (before == null) return;
            var alarm = Of(channel)[side];
            if (alarm != null) alarm.Continue(before);
            else if (before.IsOpen) Send(before, LimitsOf(channel), before.LastValue, isResolved: true);
        }

        private void NoteUtc()
        {
            var bootUtcMs = _outbox.AlertUtc.UnixMs(_clock);
            if (bootUtcMs == BootUtc.Unknown) return;
            for (var i = 0; i < Channels * Sides; i++) Of(i / Sides)[i % Sides]?.NoteUtc(bootUtcMs);
        }

        private static void Carry(EdgeAlarm?[] alarms, CarriedState state)
        {
            foreach (var alarm in alarms) alarm?.Carry(state);
        }

        private void Watch(EdgeAlarm?[] alarms, ChannelLimits channel, int value)
        {
            foreach (var alarm in alarms)
            {
                if (alarm == null) continue;
                var change = alarm.Next(value, _uptimeMs, UtcMs);
                if (change != AlarmChange.None) Send(alarm, channel, value, change == AlarmChange.Resolved);
            }
        }

        private long UtcMs => _stampKind == StampKind.Utc ? _stampMs : EdgeAlarm.UtcUnknown;

        private void Send(EdgeAlarm alarm, ChannelLimits channel, int value, bool isResolved)
        {
            _event.Channel = channel;
            _event.IsLow = alarm.IsLow;
            _event.IsResolved = isResolved;
            _event.Value = value;
            _event.Threshold = alarm.Threshold;
            _event.AgeMs = alarm.AgeMs(_uptimeMs, UtcMs);
            if (_event.IsResolved) _counters.CountAlarmResolved();
            else _counters.CountAlarmOpened();
            AlarmPayload.Write(_event, _payload);
            if (_journal != null) _journal.AddAlarm(_stampKind, _stampMs, _payload);
            else _outbox.Append(_stampKind, _stampMs, _payload, AlarmPayload.LengthBytes, isAlert: true);
            _log.Write(LogLevel.Information, Area, Describe().Text);
        }

        private LogText Describe() => (_event.IsResolved ? new LogText("resolved") : new LogText("opened"))
            .With("channel", _event.Channel.Name)
            .With("side", _event.IsLow ? "low" : "high")
            .With("hundredths", _event.Value)
            .With("threshold", _event.Threshold);
    }
}
