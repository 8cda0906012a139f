using System.Collections;
using Firmware.Core;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A device in a <see cref="FakeSite"/>, which can be restarted; its flash, twin and surroundings stay.</summary>
    public sealed class TrialDevice : IHubRequests
    {
        public const string NewSsid = "new-net";
        public const string NewPassword = "n3w-passw0rd";
        public const string NewKey = "bmV3IGtleSBvZiBraXRjaGVu";

        private readonly IFlashSlots _flash;
        private readonly bool _isAsked;

        public TrialDevice()
            : this(new MemoryFlash())
        {
        }

        public TrialDevice(IFlashSlots flash)
            : this(flash, isAsked: false)
        {
        }

        /// <param name="flash">Its flash.</param>
        /// <param name="isAsked">Whether it takes direct methods.</param>
        public TrialDevice(IFlashSlots flash, bool isAsked)
        {
            _flash = flash;
            _isAsked = isAsked;
            Restart();
        }

        /// <summary>What the device answers methods with; null unless it takes any.</summary>
        public IRequestHandler? Handler { get; private set; }

        public FakeSite Site { get; } = new FakeSite();

        public FakeTwin Twin { get; } = new FakeTwin();

        public ManualClock Clock { get; private set; } = new ManualClock();

        public RecordingLog Log { get; } = new RecordingLog();

        public RegisterFile Bus { get; } = RegisterFile.Bme280();

        public DpsIdentity? Deployed { get; set; } = FakeSite.Deployed;

        public SensorNode Node { get; private set; } = null!;

        /// <summary>Boots, after the power was gone.</summary>
        public void Restart()
        {
            Site.PowerOff();
            Node = null!; // a small heap has no room for two
            Clock = new ManualClock();
            var ports = new DevicePorts(Bus, Clock, Site, Site, Site, _flash, Log) 
            {
                Twin = Twin,
                Dps = Deployed,
                Requests = _isAsked ? this : null,
            };
            var settings = new DeviceSettings { OutboxBytes = 2_048, Telemetry = TestSettings.Flat, UplinkPollMs = 2_000, LogLevel = LogLevel.Debug };
            Node = new SensorNode(ports, settings, seed: 1);
        }

        void IHubRequests.Attach(IRequestHandler handler) => Handler = handler;

        /// <summary>Lets the uplink act once.</summary>
        public void Step() => Clock.UptimeMs += Node.StepUplink(Clock.UptimeMs);

        /// <summary>Runs the uplink for a while; each attempt to go anywhere takes no time.</summary>
        public void Run(int forMs)
        {
            var end = Clock.UptimeMs + forMs;
            while (Clock.UptimeMs < end) Step();
        }

        /// <summary>Changes the desired properties while the device is away, or before it starts.</summary>
        public void Desire(string section, Hashtable? value)
        {
            Twin.Desired[section] = value;
            Twin.Desired["$version"] = (int)Twin.Desired["$version"]! + 1;
        }

        /// <summary>Changes the desired properties, and tells the device if it is connected.</summary>
        public void Send(string section, Hashtable? value)
        {
            Desire(section, value);
            if (Site.IsConnected) Twin.Send(new Hashtable { ["$version"] = Twin.Desired["$version"]!, [section] = value });
        }

        public static Hashtable Wifi(string ssid, string password) => new Hashtable { ["ssid"] = ssid, ["password"] = password };

        public static Hashtable Dps(string idScope, string key) => new Hashtable { ["idScope"] = idScope, ["key"] = key };
    }
}
