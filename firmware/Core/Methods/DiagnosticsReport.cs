using System.Text;
using Firmware.Core.Configuration;

namespace Firmware.Core.Methods
{
    /// <summary>
    /// The answer of getDiagnostics: versions, counters, and the settings in effect. Settings that hold secrets are no part of
    /// <see cref="TwinSchema"/>, so they cannot be in it. Texts are cut, and sections of the settings that find no room are left out and
    /// counted, so that it is never longer than <see cref="LengthMax"/>. Pure.
    /// </summary>
    internal static class DiagnosticsReport
    {
        /// <summary>The longest answer, in characters.</summary>
        public const int LengthMax = 4_096;

        // Of each text as JSON writes it, so that what has to be escaped counts as what it becomes.
        private const int TextMax = 160;

        // "settingsLeftOut":n, the name of a section, commas and braces.
        private const int SpareLength = 80;

        public static string Write(NodeParts node) => Write(node, LengthMax);

        /// <summary>The same within another limit; what is no settings takes 2,000 characters at most.</summary>
        internal static string Write(NodeParts node, int lengthMax)
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
            members.Text("lastError", Cut(node.Log.LastError, TextMax));
            members.Begin("settings");
            var leftOut = WriteSettings(text, node.Mailbox.Newest, lengthMax);
            if (leftOut > 0) members.Number("settingsLeftOut", leftOut);
            members.End();
            return text.ToString();
        }

        private static void WriteDevice(NodeParts node, StringBuilder text, JsonPaths members)
        {
            var board = node.Ports.Board;
            members.Text("firmwareVersion", FirmwareVersion.Current);
            if (board != null) members.Text("model", Cut(board.Model, TextMax));
            if (board != null) members.Text("chip", Cut(board.Chip, TextMax));
            members.Number("bootCount", node.Boot);
            members.Text("rebootReason", Cut(node.Note.Describe(board == null ? "unknown" : board.RebootReason), TextMax));
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

        private static int WriteSettings(StringBuilder text, DeviceSettings settings, int lengthMax)
        {
            var values = new TwinValues(TwinMapping.ValuesOf(settings));
            var sections = new JsonPaths(text);
            var leftOut = 0;
            for (var i = 0; i < TwinSchema.SectionCount; i++)
            {
                var section = SectionOf(values, i);
                if (text.Length + section.Length + SpareLength > lengthMax)
                {
                    leftOut++;
                    continue;
                }

                sections.Begin(TwinSchema.SectionName(i));
                text.Append(section);
            }

            sections.End();
            return leftOut;
        }

        private static string SectionOf(TwinValues values, int section)
        {
            var text = new StringBuilder(256);
            SectionValues.Append(text, section, values);
            return text.ToString();
        }

        private static string Cut(string text, int max)
        {
            for (var i = 0; i < text.Length; i++)
            {
                max -= JsonText.LengthOf(text[i]);
                if (max < 0) return text.Substring(0, i);
            }

            return text;
        }
    }
}
