using Firmware.Core.Ports;

namespace Firmware.Tests.Shell;

/// <summary>A log that keeps its lines as `level area message`.</summary>
internal sealed class FakeLog : ILog
{
    public List<string> Lines { get; } = [];

    public void Write(LogLevel level, string area, string message) => Lines.Add($"{level} {area} {message}");
}

/// <summary>A clock that moves only when told.</summary>
internal sealed class ManualClock : IClock
{
    public long UptimeMs { get; set; } = 1_000;

    public bool IsUtcKnown => true;

    public long UtcMs => UptimeMs;
}
