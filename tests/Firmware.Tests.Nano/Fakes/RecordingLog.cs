using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A log that keeps its text: a line is "area message;".</summary>
    public sealed class RecordingLog : ILog
    {
        public string Text { get; private set; } = "";

        public void Write(LogLevel level, string area, string message) => Text += area + " " + message + ";";
    }
}
