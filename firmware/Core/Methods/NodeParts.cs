using Firmware.Core.Configuration;
using Firmware.Core.Diagnostics;
using Firmware.Core.Persistence;
using Firmware.Core.Sampling;
using Firmware.Core.Sensors;
using Firmware.Core.StoreAndForward;

namespace Firmware.Core.Methods
{
    /// <summary>What the methods see of a node: each part may be used from any thread. Immutable.</summary>
    internal sealed class NodeParts
    {
        public NodeParts(DevicePorts ports, LeveledLog log, Outbox outbox, DeviceCounters counters)
        {
            Ports = ports;
            Log = log;
            Outbox = outbox;
            Counters = counters;
        }

        public DevicePorts Ports { get; }

        public LeveledLog Log { get; }

        public Outbox Outbox { get; }

        public DeviceCounters Counters { get; }

        /// <summary>Where the settings in effect are.</summary>
        public SettingsMailbox Mailbox { get; init; } = null!;

        public SensorState Sensor { get; init; } = null!;

        public NewestSample Newest { get; init; } = null!;

        public LoopRequests Requests { get; init; } = null!;

        public Restart Restart { get; init; } = null!;

        /// <summary>What the boot before left.</summary>
        public RestartNote Note { get; init; } = null!;

        public int Boot { get; init; }
    }
}
