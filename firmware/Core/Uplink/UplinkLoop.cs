using Firmware.Core.Connection;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Uplink
{
    /// <summary>
    /// Brings the outbox to the hub: network, clock, provisioning, connection, then one message after the other, each until it is
    /// acknowledged. Every failure waits with jitter and starts again; what waits long is saved to flash. A new network or registration
    /// is tried in between, see <see cref="ConnectionTrials"/>. Used by one thread.
    /// </summary>
    public sealed class UplinkLoop
    {
        /// <summary>Refused connections after which the device asks provisioning for its hub again.</summary>
        public const int RefusalsMax = 3;

        private const int ClockPollMs = 500;
        private const string Area = "uplink";

        private readonly DevicePorts _ports;
        private readonly int _pollMs;
        private readonly int _publishPauseMs;
        private readonly Outbox _outbox;
        private readonly DeviceCounters _counters;
        private readonly Backoff _backoff;
        private readonly OutboxRecord _record;
        private readonly ConnectionTrials _connection;
        private readonly StuckNetwork _stuck;
        private readonly TwinSync? _twin;

        private HubAssignment? _assignment;
        private bool _hasConnected;
        private bool _isClockAwaited;
        private int _refusals;
        private long _wakeMs;

        internal UplinkLoop(
            DevicePorts ports,
            DeviceSettings settings,
            Outbox outbox,
            DeviceCounters counters,
            int seed,
            ConnectionTrials connection,
            StuckNetwork stuck,
            TwinSync? twin)
        {
            _ports = ports;
            _pollMs = settings.UplinkPollMs;
            _publishPauseMs = settings.PublishPauseMs;
            _outbox = outbox;
            _counters = counters;
            _backoff = new Backoff(settings.UplinkBackoffFirstMs, settings.UplinkBackoffMaxMs, seed);
            _record = new OutboxRecord(SamplePayload.MaxBytes);
            _connection = connection;
            _stuck = stuck;
            _twin = twin;
            _assignment = connection.Assignment;
        }

        /// <summary>Attempts that failed, since boot: at the network, provisioning, hub, or a message.</summary>
        internal int Failures { get; private set; }

        /// <summary>Messages and gaps that the hub acknowledged, since boot.</summary>
        internal int Acknowledged => _counters.MessagesAcknowledged + _counters.GapsAcknowledged;

        /// <summary>Whether another network or registration is being tried, or is about to be.</summary>
        internal bool IsOnTrial => _connection.IsOnTrial || _connection.IsTrialWaiting;

        /// <summary>Whether the network has failed for so long that the device should start anew.</summary>
        internal bool NeedsRestart(long nowMs) => !IsOnTrial && _stuck.NeedsRestart(nowMs);

        /// <summary>Whether there is a connection to the hub.</summary>
        internal bool IsConnected => _ports.Hub.IsConnected;

        /// <summary>Whether everything is sent, and the twin read and answered or given up for now.</summary>
        internal bool IsSettled(long nowMs) =>
            IsConnected && _outbox.Count == 0 && (_twin == null || _twin.IsSettled(nowMs));

        /// <summary>Lets the next step act, whatever wait was agreed.</summary>
        internal void Wake() => _wakeMs = 0;

        /// <summary>Does the next thing that brings a message nearer to the hub.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        /// <returns>How long to wait before the next call, in ms, at least 0.</returns>
        public int Step(long nowMs)
        {
            _outbox.SaveIfDue(_ports.Clock);
            if (nowMs >= _wakeMs) _wakeMs = nowMs + Act(nowMs);
            var waitMs = _wakeMs - nowMs;
            return waitMs < _pollMs ? (int)waitMs : _pollMs; // the RAM fills up during every wait
        }

        private int Act(long nowMs)
        {
            if (_assignment != null && _ports.Hub.IsConnected) return Talk(_assignment, nowMs);
            if (_connection.IsTrialWaiting || _connection.EndIfOver(nowMs)) return ChangeConnection(nowMs);
            var isJoined = _ports.Network.TryConnect(_connection.Wifi);
            _stuck.Note(isJoined);
            if (!isJoined) return Fail(TrialFailure.NoNetwork, new LogText("no network"));
            if (!_ports.Clock.IsUtcKnown) return AwaitClock(); // certificates and SAS tokens need the time
            if (_assignment == null) return Provision();
            return Connect(_assignment);
        }

        // The set is another one from here on: what was known of the old one's hub says nothing.
        private int ChangeConnection(long nowMs)
        {
            _ports.Hub.Disconnect();
            if (_connection.IsTrialWaiting) _connection.Begin(nowMs);
            _assignment = _connection.Assignment;
            _refusals = 0;
            _backoff.Reset();
            _stuck.Reset();
            return 0;
        }

        private int AwaitClock()
        {
            _connection.NoteFailure(TrialFailure.NoClock);
            if (!_isClockAwaited) _ports.Log.Write(LogLevel.Information, Area, "waiting for UTC");
            _isClockAwaited = true;
            return ClockPollMs;
        }

        private int Provision()
        {
            _ports.Hub.Disconnect(); // two TLS sessions do not fit the ESP32's memory
            var assignment = _ports.Provisioning.Register(_connection.Dps);
            _assignment = assignment ?? _connection.Assignment; // a hub that is known may have come back before provisioning does
            if (assignment == null) return Fail(TrialFailure.NotProvisioned, new LogText("not provisioned"));
            _connection.NoteAssignment(assignment);
            var assigned = new LogText("assigned").With("hub", assignment.Hub).With("device", assignment.DeviceId);
            _ports.Log.Write(LogLevel.Information, Area, assigned.Text);
            return 0;
        }

        private int Connect(HubAssignment assignment)
        {
            if (!_ports.Hub.TryConnect(assignment.Hub, assignment.DeviceId, _connection.Dps?.Key)) return Refused();
            _refusals = 0;
            _connection.NoteReached();
            if (_hasConnected) _counters.CountReconnect();
            _hasConnected = true;
            if (_twin != null) _twin.Connected();
            _ports.Log.Write(LogLevel.Information, Area, "connected");
            return 0;
        }

        private int Refused()
        {
            _refusals++;
            if (_refusals < RefusalsMax) return Fail(TrialFailure.HubNotReached, new LogText("hub refused or unreachable"));
            _refusals = 0;
            _assignment = null;
            return Fail(TrialFailure.HubNotReached, new LogText("hub refused or unreachable; asking provisioning again"));
        }

        private int Talk(HubAssignment assignment, long nowMs)
        {
            if (_twin != null) _twin.Step(nowMs);
            if (_connection.IsTrialWaiting && (_twin == null || _twin.HasAnswered(nowMs))) return ChangeConnection(nowMs);
            return Send(assignment);
        }

        private int Send(HubAssignment assignment)
        {
            if (!_outbox.TryPeek(_record)) return _pollMs;
            if (RecordFormat.IsUptime(_record.StampKind, _record.StampMs)) _outbox.Restamp(_record, UtcOf(_record));
            var isReadable = PayloadCheck.IsReadable(_record);
            var message = isReadable
                ? MessageComposer.Compose(_record, assignment.DeviceId)
                : MessageComposer.ComposeUnreadable(_record, assignment.DeviceId);
            if (!_ports.Hub.TrySend(message)) return Unacknowledged();
            if (!isReadable) return LeaveOut();
            _outbox.Acknowledge(_record);
            if (_record.Kind == RecordKind.Gap) _counters.CountGapAcknowledged();
            else _counters.CountMessageAcknowledged();
            _backoff.Reset();
            return _publishPauseMs;
        }

        // The hub knows that there was one; what it said, nobody will.
        private int LeaveOut()
        {
            _outbox.AcknowledgeUnreadable(_record);
            _counters.CountGapAcknowledged();
            _backoff.Reset();
            var leftOut = new LogText("left out a message that cannot be read").With("boot", _record.Boot).With("sequence", _record.Sequence);
            _ports.Log.Write(LogLevel.Error, Area, leftOut.With("bytes", _record.PayloadLength).Text);
            return _publishPauseMs;
        }

        // Unknown whether it arrived: it goes again with the same id, over a new connection, since this one has proven nothing.
        private int Unacknowledged()
        {
            _counters.CountSendFailure();
            _ports.Hub.Disconnect();
            return Fail(new LogText("no acknowledgement").With("sequence", _record.Sequence));
        }

        private long UtcOf(OutboxRecord record)
        {
            if (record.Kind == RecordKind.Alert) return _outbox.AlertUtc.UnixMs(_ports.Clock) + record.StampMs;
            return _ports.Clock.UtcMs - (_ports.Clock.UptimeMs - record.StampMs);
        }

        private int Fail(TrialFailure failure, LogText reason)
        {
            _connection.NoteFailure(failure);
            return Fail(reason);
        }

        private int Fail(LogText reason)
        {
            Failures++;
            var waitMs = _backoff.NextMs();
            _ports.Log.Write(LogLevel.Warning, Area, reason.With("retryMs", waitMs).Text);
            return waitMs;
        }
    }
}
