using Firmware.Core.Ports;

namespace Firmware.Core
{
    /// <summary>Everything the firmware reaches the world through; each host brings its own set. Immutable.</summary>
    public sealed class DevicePorts
    {
        /// <summary>Gathers the ports.</summary>
        /// <param name="bus">The sensor's registers; used by the sampling thread only.</param>
        /// <param name="clock">The device's clocks; used by both threads.</param>
        /// <param name="network">The link under the hub; used by the uplink thread only.</param>
        /// <param name="provisioning">The provisioning service; used by the uplink thread only.</param>
        /// <param name="hub">The hub; used by the uplink thread only.</param>
        /// <param name="flash">
        /// Slots 0 and 1 hold the boot counter, 2 and 3 the settings, 4 and 5 the connection, 6 and 7 the note for the next boot, those from 8 on the outbox;
        /// used while the node is made, then by the uplink thread.
        /// </param>
        /// <param name="log">The serial log; used by both threads.</param>
        public DevicePorts(
            IRegisterBus bus, IClock clock, INetwork network, IProvisioning provisioning, IHubClient hub, IFlashSlots flash, ILog log)
        {
            Bus = bus;
            Clock = clock;
            Network = network;
            Provisioning = provisioning;
            Hub = hub;
            Flash = flash;
            Log = log;
        }

        /// <summary>The sensor's registers.</summary>
        public IRegisterBus Bus { get; }

        /// <summary>The device's clocks.</summary>
        public IClock Clock { get; }

        /// <summary>The link under the hub.</summary>
        public INetwork Network { get; }

        /// <summary>The provisioning service.</summary>
        public IProvisioning Provisioning { get; }

        /// <summary>The hub.</summary>
        public IHubClient Hub { get; }

        /// <summary>Slots that survive a restart.</summary>
        public IFlashSlots Flash { get; }

        /// <summary>The serial log.</summary>
        public ILog Log { get; }

        /// <summary>The device twin; used by the uplink thread only.</summary>
        /// <value>The default is null: the device has its own settings only and reports nothing.</value>
        public ITwin? Twin { get; init; }

        /// <summary>What is known of the hardware.</summary>
        /// <value>The default is null: nothing is reported of it.</value>
        public IBoard? Board { get; init; }

        /// <summary>What restarts the device or puts it to sleep.</summary>
        /// <value>The default is null: the firmware never restarts itself and never sleeps.</value>
        public IPower? Power { get; init; }

        /// <summary>How the device was deployed to register, until its twin says otherwise.</summary>
        /// <value>The default is null: its hub needs no provisioning, or provisioning and hub know by themselves as whom.</value>
        public DpsIdentity? Dps { get; init; }

        /// <summary>Drivers for the BME280's siblings; used by the sampling thread only.</summary>
        /// <value>The default is null: a BME280, or no sensor.</value>
        public ISensorFamily? Siblings { get; init; }

        /// <summary>What the hub asks of the device: direct methods and cloud-to-device messages.</summary>
        /// <value>The default is null: it asks nothing.</value>
        public IHubRequests? Requests { get; init; }

        internal DevicePorts WithLog(ILog log, IClock clock) => new DevicePorts(Bus, clock, Network, Provisioning, Hub, Flash, log)
        {
            Twin = Twin,
            Board = Board,
            Power = Power,
            Siblings = Siblings,
            Requests = Requests,
            Dps = Dps,
        };
    }
}
