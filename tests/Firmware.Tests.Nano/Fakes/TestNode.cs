using Firmware.Core;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A whole device with fakes all around and a clock that this class moves.</summary>
    public sealed class TestNode
    {
        private readonly DeviceSettings _settings;
        private readonly FakeTwin? _twin;
        private readonly ISensorFamily? _siblings;

        public TestNode()
            : this(TestSettings.Unsmoothed)
        {
        }

        public TestNode(DeviceSettings settings)
            : this(settings, null, new MemoryFlash())
        {
        }

        public TestNode(DeviceSettings settings, FakeTwin? twin, MemoryFlash flash)
            : this(settings, twin, flash, null)
        {
        }

        public TestNode(DeviceSettings settings, ISensorFamily siblings)
            : this(settings, null, new MemoryFlash(), siblings)
        {
        }

        private TestNode(DeviceSettings settings, FakeTwin? twin, MemoryFlash flash, ISensorFamily? siblings)
        {
            _settings = settings;
            _twin = twin;
            _siblings = siblings;
            Flash = flash;
            Node = Boot();
        }

        public RegisterFile Bus { get; } = RegisterFile.Bme280();

        public ManualClock Clock { get; } = new ManualClock();

        public FakeHub Hub { get; } = new FakeHub();

        public MemoryFlash Flash { get; }

        public RecordingLog Log { get; } = new RecordingLog();

        public SensorNode Node { get; private set; }

        /// <summary>Boots anew; what is around the device stays as it is.</summary>
        public void Restart()
        {
            Node = null!; // two nodes at once do not fit a small board's heap
            Node = Boot();
        }

        /// <summary>Runs the sampling loop, exactly when it asks for it, for a while.</summary>
        public void Sample(int forMs)
        {
            var end = Clock.UptimeMs + forMs;
            while (true)
            {
                var wait = Node.StepSampling(Clock.UptimeMs);
                if (Clock.UptimeMs + wait > end) break;
                Clock.UptimeMs += wait;
            }

            Clock.UptimeMs = end;
        }

        /// <summary>Runs the uplink loop, exactly when it asks for it, for a while.</summary>
        public void Uplink(int forMs)
        {
            var end = Clock.UptimeMs + forMs;
            while (true)
            {
                var wait = Node.StepUplink(Clock.UptimeMs);
                if (Clock.UptimeMs + wait > end) break;
                Clock.UptimeMs += wait;
            }

            Clock.UptimeMs = end;
        }

        /// <summary>Runs both loops, each exactly when it asks for it, for a while.</summary>
        public void Run(int forMs)
        {
            for (var end = Clock.UptimeMs + forMs; Clock.UptimeMs < end;)
            {
                var sampling = Node.StepSampling(Clock.UptimeMs);
                var uplink = Node.StepUplink(Clock.UptimeMs);
                Clock.UptimeMs += sampling < uplink ? sampling : uplink;
            }
        }

        private SensorNode Boot() => new SensorNode(
            new DevicePorts(Bus, Clock, Hub, Hub, Hub, Flash, Log) { Twin = _twin, Siblings = _siblings }, _settings, seed: 1);
    }
}
