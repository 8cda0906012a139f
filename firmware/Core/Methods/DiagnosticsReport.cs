using System.Text;
using Firmware.Core.Configuration;

namespace Firmware.Core.Methods
{
    /// <summary>
    /// The answer of getDiagnostics: versions, counters, and the settings in effect. Settings that hold secrets are no part of
    /// <see cref="TwinSchema"/>, so they cannot be in it. At most 4,096 characters. Pure.
    /// </summary>
    internal static class DiagnosticsReport
    {
        private const int LastErrorMax = 160;

        public static string Write(NodeParts node)
        {
            var text = new StringBuilder(512);
            var members = new JsonPaths(text);
            WriteDevice(node, text, members);
            WriteCounters(node.Counters, members);
            members.Number("outbox.count", node.Outbox.Count);
            members.Number("outbox.unsaved", node.Outbox.UnsavedCount);
            members.Number("outbox.dropped", node.Outbox.Dropped);
            members.Number("outbox.recovered", node.Outbox.Recovered);
            members.Number("outbox.lastSequence", node.Outbox.LastSequence);
            members.Number("outbox.damagedSlots", node.Outbox.DamagedSlots);
            members.Number("outbox.failedWrites", node.Outbox.FailedWrites);
            members.Text("lastError", Cut(node.Log.LastError));
            members.Begin("settings");
            WriteSettings(text, node.Mailbox.Newest);
            members.End();
            return text.ToString();
        }

        private static void WriteDevice(NodeParts node, StringBuilder text, JsonPaths members)
        {
            var board = node.Ports.Board;
            members.Text("firmwareVersion", FirmwareVersion.Current);
            if (board != null) members.Text("model", board.Model);
            if (board != null) members.Text("chip", board.Chip);
            members.Number("bootCount", node.Boot);
            members.Text("rebootReason", node.Note.Describe(board == null ? "unknown" : board.RebootReason));
            members.Begin("uptimeMs");
            text.Append(node.Ports.Clock.UptimeMs);
            if (board != null) members.Number("freeHeapBytes", board.FreeHeapBytes);
        }

        private static void WriteCounters(DeviceCounters counters, JsonPaths members)
        {
            members.Number("counters.samplesTaken", counters.SamplesTaken);
            members.Number("counters.samplesMissed", counters.SamplesMissed);
            members.Number("counters.samplesRejected", counters.SamplesRejected);
            members.Number("counters.readingsSkipped", counters.ReadingsSkipped);
            members.Number("counters.readingsOutOfRange", counters.ReadingsOutOfRange);
            members.Number("counters.readingsStuck", counters.ReadingsStuck);
            members.Number("counters.readingsSpiked", counters.ReadingsSpiked);
            members.Number("counters.alarmsOpened", counters.AlarmsOpened);
            members.Number("counters.busErrors", counters.BusErrors);
            members.Number("counters.messagesAcknowledged", counters.MessagesAcknowledged);
            members.Number("counters.gapsAcknowledged", counters.GapsAcknowledged);
            members.Number("counters.sendFailures", counters.SendFailures);
            members.Number("counters.reconnects", counters.Reconnects);
            members.Number("counters.cloudMessages", counters.CloudMessages);
        }

        private static void WriteSettings(StringBuilder text, DeviceSettings settings)
        {
            var values = new TwinValues(TwinMapping.ValuesOf(settings));
            var sections = new JsonPaths(text);
            for (var i = 0; i < TwinSchema.SectionCount; i++)
            {
                sections.Begin(TwinSchema.SectionName(i));
                SectionValues.Append(text, i, values);
            }

            sections.End();
        }

        private static string Cut(string text) => text.Length <= LastErrorMax ? text : text.Substring(0, LastErrorMax);
    }
}
