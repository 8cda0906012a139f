using System;
using Firmware.Core.Persistence;
using Firmware.Core.Sampling;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Uplink;

namespace Firmware.Core
{
    /// <summary>
    /// The whole firmware of one device: a sampling loop and an uplink loop, joined by the outbox. The host calls each loop's step,
    /// waits as long as it returns, and calls it again; the two may run on two threads.
    /// </summary>
    public sealed class SensorNode
    {
        private readonly SamplingLoop _sampling;
        private readonly UplinkLoop _uplink;

        /// <summary>Boots the device: counts the boot in flash and prepares both loops. Touches neither sensor nor network.</summary>
        /// <param name="ports">The device's world.</param>
        /// <param name="settings">What the device is told.</param>
        /// <param name="seed">Chance, different for each device and boot: it spreads retries in time.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message says which.</exception>
        public SensorNode(DevicePorts ports, DeviceSettings settings, int seed)
        {
            var error = settings.FindError();
            if (error != null) throw new ArgumentException(error);
            Boot = new BootCounter(ports.Flash, ports.Log).Advance(seed);
            Outbox = new Outbox(settings.OutboxBytes, settings.Telemetry.PayloadMaxBytes);
            Counters = new DeviceCounters();
            _sampling = new SamplingLoop(ports, settings, Outbox, Counters, seed);
            _uplink = new UplinkLoop(ports, settings, Outbox, Counters, Boot, seed);
        }

        /// <summary>The number of this boot, from 1: part of every message's identity.</summary>
        public int Boot { get; }

        /// <summary>What the device has done since boot.</summary>
        public DeviceCounters Counters { get; }

        /// <summary>The messages that wait to be sent.</summary>
        public Outbox Outbox { get; }

        /// <summary>
        /// What the newest sample came to after the sampling chain; empty before the first one. Overwritten by the next conversion:
        /// look at it on the sampling thread, when <see cref="DeviceCounters.SamplesTaken"/> has grown.
        /// </summary>
        public Sample LatestSample => _sampling.Latest;

        /// <summary>Lets the sampling loop act. Never blocks for longer than the bus transfers take.</summary>
        /// <param name="nowMs">The uptime in ms, as the clock port tells it; must not go back.</param>
        /// <returns>How long to wait before the next call, in ms, at least 0; an earlier call does no harm.</returns>
        public int StepSampling(long nowMs) => _sampling.Step(nowMs);

        /// <summary>
        /// Puts samples that wait for a message to become complete into the outbox, before the device stops. Called by the thread
        /// that samples.
        /// </summary>
        public void Flush() => _sampling.Flush();

        /// <summary>Lets the uplink loop act. Blocks as long as its ports do.</summary>
        /// <param name="nowMs">The uptime in ms, as the clock port tells it; must not go back.</param>
        /// <returns>How long to wait before the next call, in ms, at least 0; an earlier call does no harm.</returns>
        public int StepUplink(long nowMs) => _uplink.Step(nowMs);
    }
}
