using Firmware.Core.Configuration;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Diagnostics
{
    /// <summary>The reported properties "device" and "health": what the device is, and how it fares. Used by one thread.</summary>
    internal sealed class HealthReport
    {
        private readonly IBoard? _board;
        private readonly SensorState _sensor;
        private readonly DeviceCounters _counters;
        private readonly Outbox _outbox;
        private readonly RestartNote _note;
        private readonly LeveledLog _log;
        private readonly int _boots;
        private readonly int _damagedCopies;
        private string _written = SensorState.None;
        private string _confirmed = SensorState.None;

        public HealthReport(
            IBoard? board,
            SensorState sensor,
            DeviceCounters counters,
            Outbox outbox,
            RestartNote note,
            LeveledLog log,
            int boots,
            int damagedCopies)
        {
            _board = board;
            _sensor = sensor;
            _counters = counters;
            _outbox = outbox;
            _note = note;
            _log = log;
            _boots = boots;
            _damagedCopies = damagedCopies;
        }

        /// <summary>Whether the sensor's name is another one than was last confirmed.</summary>
        public bool HasSensorNews => _sensor.Name != _confirmed;

        /// <summary>Notes that the hub has what was written last.</summary>
        public void Confirm() => _confirmed = _written;

        /// <summary>Writes both.</summary>
        public void Write(JsonPaths members)
        {
            _written = _sensor.Name;
            members.Text("device.firmwareVersion", FirmwareVersion.Current);
            if (_board != null)
            {
                members.Text("device.model", _board.Model);
                members.Text("device.chip", _board.Chip);
                members.Text("device.rebootReason", _note.Describe(_board.RebootReason));
            }

            members.Text("device.sensor", _written);
            members.Number("device.bootCount", _boots);
            if (_board != null) members.Number("health.freeHeapBytes", _board.FreeHeapBytes);
            members.Number("health.outboxCount", _outbox.Count);
            members.Number("health.outboxDropped", _outbox.Dropped);
            members.Number("health.outboxDamagedSlots", _outbox.DamagedSlots);
            members.Number("health.outboxFailedWrites", _outbox.FailedWrites);
            WriteSamples(members);
            members.Number("health.sendFailures", _counters.SendFailures);
            members.Number("health.reconnects", _counters.Reconnects);
            members.Number("health.damagedSettings", _damagedCopies);
            members.Text("health.lastError", _log.LastError);
        }

        private void WriteSamples(JsonPaths members)
        {
            members.Number("health.samplesTaken", _counters.SamplesTaken);
            members.Number("health.samplesMissed", _counters.SamplesMissed);
            members.Number("health.samplesRejected", _counters.SamplesRejected);
            members.Number("health.readingsSkipped", _counters.ReadingsSkipped);
            members.Number("health.readingsOutOfRange", _counters.ReadingsOutOfRange);
            members.Number("health.readingsStuck", _counters.ReadingsStuck);
            members.Number("health.readingsSpiked", _counters.ReadingsSpiked);
            members.Number("health.alarmsOpened", _counters.AlarmsOpened);
            members.Number("health.busErrors", _counters.BusErrors);
        }
    }
}
