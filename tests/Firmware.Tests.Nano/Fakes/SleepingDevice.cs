using Firmware.Core;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A device that sleeps: one node after the other on the same flash, while the clock of this class goes on.</summary>
    public sealed class SleepingDevice
    {
        /// <summary>From the timer to the first step of the firmware, in ms.</summary>
        public const int StartMs = 1_000;

        private readonly DeviceSettings _settings;
        private readonly FakeTwin? _twin;
        private readonly IFlashSlots _slots;

        public SleepingDevice(DeviceSettings settings, FakeTwin? twin = null, IFlashSlots? flash = null)
        {
            _settings = settings;
            _twin = twin;
            _slots = flash ?? Flash;
            Node = Boot();
        }

        /// <summary>Its flash, unless it was given another.</summary>
        public MemoryFlash Flash { get; } = new MemoryFlash();

        public RegisterFile Bus { get; } = QuietBus();

        public FakeHub Hub { get; } = new FakeHub();

        public RecordingLog Log { get; } = new RecordingLog();

        public FakePower Power { get; private set; } = new FakePower();

        public ManualClock Clock { get; private set; } = new ManualClock();

        public SensorNode Node { get; private set; }

        /// <summary>Whether UTC goes on through a sleep, once it was known.</summary>
        public bool IsUtcKnown { get; set; } = true;

        /// <summary>How long the last wake took, in ms.</summary>
        public long AwakeMs { get; private set; }

        public long UtcMs => Clock.BootedAtUnixMs + Clock.UptimeMs;

        /// <summary>Settings of a device that sends every third of its samples, one each minute.</summary>
        public static DeviceSettings Settings(int batch = 3) =>
            With(new ChannelSettings(ChannelLimits.Temperature) { EmaAlphaPerMille = ChannelSettings.EmaAlphaOff }, batch);

        /// <summary>The same with another temperature channel.</summary>
        public static DeviceSettings With(ChannelSettings temperature, int batch = 3) => new DeviceSettings
        {
            IntervalMs = 60_000,
            OutboxBytes = 2_048,
            OutboxFlashBytes = DeviceSettings.OutboxFlashMinBytes,
            Temperature = temperature,
            Humidity = new ChannelSettings(ChannelLimits.Humidity) { Enabled = false },
            Pressure = new ChannelSettings(ChannelLimits.Pressure) { Enabled = false },
            Telemetry = new TelemetrySettings { Format = Core.Telemetry.TelemetryFormat.Curve },
            LogLevel = LogLevel.Warning, // the log is kept, and grows with every wake
            Power = new PowerSettings { Mode = PowerMode.DeepSleep, Batch = batch },
        };

        /// <summary>Lets the device be awake, sleep and start again, so many times.</summary>
        public void Wakes(int count)
        {
            for (var i = 0; i < count; i++)
            {
                BeAwake();
                Wake();
            }
        }

        /// <summary>Runs both loops until the device sleeps, for an hour at most.</summary>
        public void BeAwake()
        {
            var from = Clock.UptimeMs;
            while (Power.SleepMs == 0 && Clock.UptimeMs - from < 3_600_000) Step();
            AwakeMs = Clock.UptimeMs - from;
        }

        /// <summary>Lets each loop act once, and time go on until one of them wants to act again.</summary>
        public void Step()
        {
            var sampling = Node.StepSampling(Clock.UptimeMs);
            var uplink = Node.StepUplink(Clock.UptimeMs);
            if (Power.SleepMs == 0) Clock.UptimeMs += sampling < uplink ? sampling : uplink;
        }

        /// <summary>Lets the timer end the sleep.</summary>
        public void Wake() => Start(Clock.UptimeMs + Power.SleepMs + StartMs, hasWoken: true);

        /// <summary>Takes the power away and gives it back some time later.</summary>
        public void CutPower(int forMs) => Start(Clock.UptimeMs + forMs, hasWoken: false);

        private void Start(long atUptimeMs, bool hasWoken)
        {
            Clock = new ManualClock { BootedAtUnixMs = Clock.BootedAtUnixMs + atUptimeMs, IsUtcKnown = IsUtcKnown };
            Power = new FakePower { HasWoken = hasWoken };
            Hub.IsConnected = false;
            Node = null!; // two nodes at once do not fit a small board's heap
            Node = Boot();
        }

        private SensorNode Boot() =>
            new SensorNode(new DevicePorts(Bus, Clock, Hub, Hub, Hub, _slots, Log) { Twin = _twin, Power = Power }, _settings, seed: 1);

        private static RegisterFile QuietBus()
        {
            var file = RegisterFile.Bme280();
            file.IsQuiet = true;
            return file;
        }
    }
}
