using System.Text;
using Firmware.Core.Configuration;
using Firmware.Core.Sensors;

namespace Firmware.Core.Methods
{
    /// <summary>
    /// The answer of selfTest: what is known at once. The flash is tested afterwards, so the answer tells of the test before. Pure.
    /// </summary>
    internal static class SelfTestReport
    {
        public static string Write(NodeParts node)
        {
            var text = new StringBuilder(256);
            var members = new JsonPaths(text);
            var hasSample = node.Newest.TryCopy(new Sample(), out var takenMs);
            var isSensorOk = hasSample && node.Sensor.Status == SensorStatus.Ready;
            var flash = node.Requests.FlashTest;
            var clock = node.Ports.Clock;
            Flag(text, members, "passed", isSensorOk && flash != FlashTest.Failed && clock.IsUtcKnown);
            members.Text("sensor.chip", node.Sensor.Name);
            members.Number("sensor.chipId", node.Sensor.ChipId);
            members.Text("sensor.status", SensorWords.Of(node.Sensor.Status));
            if (hasSample) Long(text, members, "sensor.sampleAgeMs", clock.UptimeMs - takenMs);
            members.Number("sensor.busErrors", node.Counters.BusErrors);
            members.Text("flash.test", flash == FlashTest.Untested ? "running" : flash == FlashTest.Passed ? "passed" : "failed");
            members.Number("flash.failedWrites", node.Outbox.FailedWrites);
            members.Number("flash.damagedSlots", node.Outbox.DamagedSlots);
            if (node.Ports.Board != null) members.Number("heap.freeBytes", node.Ports.Board.FreeHeapBytes);
            Flag(text, members, "clock.utcKnown", clock.IsUtcKnown);
            Long(text, members, "clock.uptimeMs", clock.UptimeMs);
            members.Number("network.reconnects", node.Counters.Reconnects);
            members.Number("network.sendFailures", node.Counters.SendFailures);
            members.End();
            return text.ToString();
        }

        private static void Flag(StringBuilder text, JsonPaths members, string path, bool value)
        {
            members.Begin(path);
            text.Append(value ? "true" : "false");
        }

        private static void Long(StringBuilder text, JsonPaths members, string path, long value)
        {
            members.Begin(path);
            text.Append(value);
        }
    }
}
