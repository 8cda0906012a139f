using System.Text;
using Firmware.Core.Configuration;
using Firmware.Core.Diagnostics;
using Firmware.Core.Methods;
using Firmware.Core.Ports;

namespace Firmware.Core.Uplink
{
    /// <summary>
    /// Keeps device and twin in step while there is a connection: reads all desired properties at each connection, takes changes as
    /// they come, and reports what became of them. A twin that does not answer never holds up telemetry. Used by one thread.
    /// </summary>
    internal sealed class TwinSync
    {
        /// <summary>How often the health is reported, in ms: each report is a message that the hub counts.</summary>
        public const int HealthEveryMs = 3_600_000;

        /// <summary>How soon after a report of the health a sensor that came, went or changed is reported, in ms.</summary>
        public const int SensorNewsEveryMs = 60_000;

        private const string Area = "twin";

        private readonly ITwin _twin;
        private readonly DesiredProperties _desired;
        private readonly SettingsMailbox _mailbox;
        private readonly AcknowledgementReport _acknowledgements;
        private readonly HealthReport _health;
        private readonly CommandResults _results;
        private readonly Backoff _backoff;
        private readonly LeveledLog _log;
        private long _retryMs;
        private long _healthDueMs;

        public TwinSync(
            ITwin twin,
            DesiredProperties desired,
            SettingsMailbox mailbox,
            HealthReport health,
            CommandResults results,
            Backoff backoff,
            LeveledLog log)
        {
            _twin = twin;
            _desired = desired;
            _mailbox = mailbox;
            _acknowledgements = new AcknowledgementReport(desired);
            _health = health;
            _results = results;
            _backoff = backoff;
            _log = log;
        }

        /// <summary>Notes a new connection: what changed while there was none is not sent, it must be read.</summary>
        public void Connected()
        {
            _desired.NeedWhole();
            _retryMs = 0;
        }

        /// <summary>Does what is due.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        public void Step(long nowMs)
        {
            if (nowMs < _retryMs) return;
            TakePatches();
            if (_desired.IsWholeNeeded && !TryTakeWhole()) Fail(nowMs, new LogText("no answer"));
            else if (IsReportDue(nowMs) && !TryReport(nowMs)) Fail(nowMs, new LogText("report not acknowledged"));
            else _backoff.Reset();
        }

        /// <summary>Whether the cloud has every acknowledgement, or could not be told at the first attempt.</summary>
        public bool HasAnswered(long nowMs) => nowMs < _retryMs || !_desired.IsWholeNeeded && !_acknowledgements.IsDue;

        /// <summary>Whether all is read and reported, or was tried and must wait.</summary>
        public bool IsSettled(long nowMs) => nowMs < _retryMs || !_desired.IsWholeNeeded && !IsReportDue(nowMs);

        private void TakePatches()
        {
            for (var patch = _twin.TakePatch(); patch != null; patch = _twin.TakePatch()) _desired.TakePatch(patch);
            PutIntoEffect();
        }

        private bool TryTakeWhole()
        {
            var desired = _twin.ReadDesired();
            if (desired == null) return false;
            _desired.TakeWhole(desired);
            PutIntoEffect();
            return true;
        }

        private void PutIntoEffect()
        {
            _log.Minimum = _desired.Settings.LogLevel;
            _mailbox.Put(_desired.Settings);
        }

        private bool IsReportDue(long nowMs) => _acknowledgements.IsDue || _results.Next != null || IsHealthDue(nowMs);

        private bool IsHealthDue(long nowMs) =>
            nowMs >= _healthDueMs || (_health.HasSensorNews && nowMs >= _healthDueMs - HealthEveryMs + SensorNewsEveryMs);

        private bool TryReport(long nowMs)
        {
            var isHealthDue = IsHealthDue(nowMs);
            var text = new StringBuilder(256); // a report is rare: what it takes is not kept in between
            var members = new JsonPaths(text);
            _acknowledgements.Write(text, members);
            var command = _results.Next;
            if (command != null) Write(members, command);
            if (isHealthDue) _health.Write(members);
            members.End();
            if (!_twin.TryReport(text.ToString())) return false;
            if (command != null) _results.Confirm(command);
            _acknowledgements.Confirm();
            if (!isHealthDue) return true;
            _health.Confirm();
            _healthDueMs = nowMs + HealthEveryMs;
            return true;
        }

        private static void Write(JsonPaths members, CommandResult command)
        {
            members.Text("command.id", command.MessageId);
            members.Text("command.method", command.Method);
            members.Number("command.status", command.Status);
        }

        private void Fail(long nowMs, LogText reason)
        {
            var waitMs = _backoff.NextMs();
            _retryMs = nowMs + waitMs;
            _log.Write(LogLevel.Warning, Area, reason.With("retryMs", waitMs).Text);
        }
    }
}
