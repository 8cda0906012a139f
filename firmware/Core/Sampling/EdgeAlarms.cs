using Firmware.Core.Diagnostics;
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

        private readonly EdgeAlarm?[] _temperature;
        private readonly EdgeAlarm?[] _humidity;
        private readonly EdgeAlarm?[] _pressure;
        private readonly Outbox _outbox;
        private readonly SleepJournal? _journal;
        private readonly DeviceCounters _counters;
        private readonly ILog _log;
        private readonly AlarmEvent _event = new AlarmEvent();
        private readonly byte[] _payload = new byte[AlarmPayload.LengthBytes];
        private long _uptimeMs;
        private StampKind _stampKind;
        private long _stampMs;

        public EdgeAlarms(DeviceSettings settings, Outbox outbox, SleepJournal? journal, DeviceCounters counters, ILog log)
        {
            _temperature = Of(settings.Temperature);
            _humidity = Of(settings.Humidity);
            _pressure = Of(settings.Pressure);
            _outbox = outbox;
            _journal = journal;
            _counters = counters;
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
            if (sample.HasTemperature) Watch(_temperature, ChannelLimits.Temperature, sample.TemperatureCentiC);
            if (sample.HasHumidity) Watch(_humidity, ChannelLimits.Humidity, sample.HumidityCentiPercent);
            if (sample.HasPressure) Watch(_pressure, ChannelLimits.Pressure, sample.PressurePa);
        }

        /// <summary>Takes the memory across a deep sleep.</summary>
        internal void Carry(CarriedState state)
        {
            Carry(_temperature, state);
            Carry(_humidity, state);
            Carry(_pressure, state);
        }

        private static EdgeAlarm?[] Of(ChannelSettings settings) => new[]
        {
            settings.AlarmHigh == ChannelSettings.AlarmOff ? null : new EdgeAlarm(isLow: false, settings.AlarmHigh, settings),
            settings.AlarmLow == ChannelSettings.AlarmOff ? null : new EdgeAlarm(isLow: true, settings.AlarmLow, settings),
        };

        private static void Carry(EdgeAlarm?[] alarms, CarriedState state)
        {
            foreach (var alarm in alarms) alarm?.Carry(state);
        }

        private void Watch(EdgeAlarm?[] alarms, ChannelLimits channel, int value)
        {
            var utcMs = _stampKind == StampKind.Utc ? _stampMs : EdgeAlarm.UtcUnknown;
            foreach (var alarm in alarms)
            {
                if (alarm == null) continue;
                var change = alarm.Next(value, _uptimeMs, utcMs);
                if (change == AlarmChange.None) continue;
                _event.Channel = channel;
                _event.IsLow = alarm.IsLow;
                _event.IsResolved = change == AlarmChange.Resolved;
                _event.Value = value;
                _event.Threshold = alarm.Threshold;
                _event.AgeMs = alarm.AgeMs(_uptimeMs, utcMs);
                Send();
            }
        }

        private void Send()
        {
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
