using System.Collections;
using Firmware.Core;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A whole device that a hub can ask: methods, messages, twin, power.</summary>
    public sealed class AskedNode : IHubRequests
    {
        private readonly DeviceSettings _settings;
        private readonly MemoryFlash _flash;
        private IRequestHandler? _handler;

        public AskedNode()
            : this(TestSettings.Unsmoothed, new MemoryFlash())
        {
        }

        public AskedNode(DeviceSettings settings, MemoryFlash flash)
            : this(settings, flash, new FakePower())
        {
        }

        public AskedNode(DeviceSettings settings, MemoryFlash flash, FakePower? power)
        {
            _settings = settings;
            _flash = flash;
            Power = power;
            Node = Boot();
        }

        public RegisterFile Bus { get; } = RegisterFile.Bme280();

        public ManualClock Clock { get; private set; } = new ManualClock();

        public FakeHub Hub { get; private set; } = new FakeHub();

        public FakeTwin Twin { get; private set; } = new FakeTwin();

        public FakePower? Power { get; private set; }

        public RecordingLog Log { get; private set; } = new RecordingLog();

        public SensorNode Node { get; private set; }

        public int Reboots => Power == null ? 0 : Power.Reboots;

        /// <summary>Boots anew with the flash that it had, in a new world.</summary>
        public void Restart()
        {
            Node = null!; // two nodes at once do not fit a small board's heap
            _handler = null;
            Clock = new ManualClock();
            Hub = new FakeHub();
            Twin = new FakeTwin();
            Power = Power == null ? null : new FakePower();
            Log = new RecordingLog();
            Node = Boot();
        }

        void IHubRequests.Attach(IRequestHandler handler) => _handler = handler;

        public MethodAnswer Call(string method) => Call(method, "");

        public MethodAnswer Call(string method, string payload) => _handler!.Invoke(method, payload);

        public void Send(string id, string? method, string body)
        {
            var properties = new Hashtable { ["$.mid"] = id };
            if (method != null) properties["method"] = method;
            _handler!.Receive(properties, body);
        }

        /// <summary>Runs both loops, each when it asks for it, for a while.</summary>
        public void Run(int forMs)
        {
            var end = Clock.UptimeMs + forMs;
            var samplingMs = Clock.UptimeMs;
            var uplinkMs = Clock.UptimeMs;
            while (true)
            {
                if (samplingMs <= Clock.UptimeMs) samplingMs = Clock.UptimeMs + Node.StepSampling(Clock.UptimeMs);
                if (uplinkMs <= Clock.UptimeMs) uplinkMs = Clock.UptimeMs + Node.StepUplink(Clock.UptimeMs);
                var next = samplingMs < uplinkMs ? samplingMs : uplinkMs;
                if (next > end) break;
                Clock.UptimeMs = next;
            }

            Clock.UptimeMs = end;
        }

        private SensorNode Boot()
        {
            var ports = new DevicePorts(Bus, Clock, Hub, Hub, Hub, _flash, Log)
            {
                Twin = Twin,
                Board = new FakeBoard(),
                Power = Power,
                Requests = this,
            };
            return new SensorNode(ports, _settings, seed: 1);
        }
    }
}
