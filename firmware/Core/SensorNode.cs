using System;
using Firmware.Core.Configuration;
using Firmware.Core.Connection;
using Firmware.Core.Diagnostics;
using Firmware.Core.Methods;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Core.Sampling;
using Firmware.Core.Sensors;
using Firmware.Core.Sleep;
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
        /// <summary>How soon the sampling loop sees what a method or the twin asks of it, in ms, on a host that passes such on.</summary>
        public const int RequestPollMs = 500;

        private readonly DevicePorts _ports;
        private readonly int _seed;
        private readonly UplinkLoop _uplink;
        private readonly SettingsMailbox _mailbox;
        private readonly LoopRequests _requests = new LoopRequests();
        private readonly NewestSample _newest = new NewestSample();
        private readonly Restart _restart;
        private readonly Errands _errands;
        private readonly bool _isAsked; // whether methods or settings may come at any time
        private readonly object _gate = new object();
        private readonly long _uptimeBaseMs;
        private SleepCycle? _sleep;
        private DeviceSettings _settings;
        private SamplingLoop _sampling;

        /// <summary>
        /// Boots the device: counts the boot in flash, finds the messages there, and prepares both loops. Touches neither sensor nor
        /// network.
        /// </summary>
        /// <param name="ports">The device's world.</param>
        /// <param name="settings">What the device is told; where it has a twin, the twin's word goes before it.</param>
        /// <param name="seed">Chance, different for each device and boot: it spreads retries in time, and says where boots are counted from.</param>
        /// <exception cref="ArgumentException">A setting is out of its range; the message says which.</exception>
        public SensorNode(DevicePorts ports, DeviceSettings settings, int seed)
        {
            var error = settings.FindError();
            if (error != null) throw new ArgumentException(error);
            var log = ports.Log as LeveledLog ?? new LeveledLog(ports.Log, settings.LogLevel);
            _seed = seed;
            var connection = new ConnectionTrials(ports.Flash, ports.Dps, settings.TrialMaxMs, log);
            var desired = ports.Twin == null ? null : DesiredOf(ports, settings, connection, log);
            _settings = desired == null ? settings : desired.Settings;
            log.Minimum = _settings.LogLevel;
            _mailbox = new SettingsMailbox(_settings);
            var start = SleepStart.Read(ports, _settings);
            var isWake = start != null && start.IsWake;
            _ports = ports.WithLog(log, isWake ? start!.Continue(ports.Clock) : ports.Clock);
            _uptimeBaseMs = _ports.Clock.UptimeMs - ports.Clock.UptimeMs;
            if (start != null && !isWake) start.Recover(OpenOutbox(_ports, settings, start.Note.Boot), _settings, _ports);
            var boots = new BootCounter(ports.Flash, log);
            Boot = isWake ? boots.Continue(start!.Note.Boot) : boots.Advance(seed);
            Boots = boots.Count;
            Outbox = OpenOutbox(_ports, settings, Boot);
            Counters = new DeviceCounters();
            var note = new RestartNote(ports.Flash, Boot);
            var results = new CommandResults();
            _restart = new Restart(_ports, Outbox, note);
            _errands = new Errands(_ports, Outbox, note, _requests, results, _restart);
            _sampling = Begin(start);
            var openAlarms = note.TakeOpenAlarms();
            if (openAlarms != null) _sampling.ReopenAlarms(openAlarms);
            var stuck = new StuckNetwork(_settings, note.Reason == RestartReason.Network);
            _uplink = new UplinkLoop(_ports, _settings, Outbox, Counters, seed, connection, stuck, TwinOf(desired, note, results, log));
            _isAsked = ports.Requests != null || ports.Twin != null;
            if (ports.Requests != null) ports.Requests.Attach(new MethodTable(PartsFor(note, log), results));
        }

        /// <summary>The number of this boot, see <see cref="BootCounter"/>: part of every message's identity.</summary>
        public int Boot { get; }

        /// <summary>How many boots flash knows of, this one included.</summary>
        public int Boots { get; }

        /// <summary>What the device has done since boot.</summary>
        public DeviceCounters Counters { get; }

        /// <summary>How the sensor fares.</summary>
        public SensorState Sensor { get; } = new SensorState();

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
        public int StepSampling(long nowMs)
        {
            nowMs += _uptimeBaseMs;
            if (_restart.IsAsked) return HandIn();
            var sleep = Sleep;
            if (sleep != null && sleep.IsAsleep) return SleepCycle.AsleepPollMs;
            var settings = sleep == null || sleep.IsUplinkAtRest ? _mailbox.Take() : null;
            if (settings != null) Apply(settings);
            sleep = Sleep;
            var waitMs = _sampling.Step(nowMs);
            if (sleep != null) return sleep.StepSampling(nowMs, waitMs);
            return _isAsked && waitMs > RequestPollMs ? RequestPollMs : waitMs;
        }

        /// <summary>
        /// Puts samples that wait for a message to become complete into the outbox, before the device stops. Called by the thread
        /// that samples.
        /// </summary>
        public void Flush()
        {
            _sampling.Flush();
            Sleep?.SendNow();
        }

        /// <summary>Lets the uplink loop act. Blocks as long as its ports do.</summary>
        /// <param name="nowMs">The uptime in ms, as the clock port tells it; must not go back.</param>
        /// <returns>How long to wait before the next call, in ms, at least 0; an earlier call does no harm.</returns>
        public int StepUplink(long nowMs)
        {
            nowMs += _uptimeBaseMs;
            _errands.Step(nowMs);
            if (_errands.HasEnded) return RequestPollMs;
            var sleep = Sleep;
            var waitMs = sleep == null ? _uplink.Step(nowMs) : sleep.StepUplink(_uplink, nowMs);
            if (sleep == null && _uplink.NeedsRestart(nowMs)) _restart.Ask(RestartReason.Network, "no network for long", 0);
            return _restart.IsAsked && waitMs > Errands.PollMs ? Errands.PollMs : waitMs;
        }

        /// <summary>
        /// Asks for the end of this boot: the loops, as far as they still turn, save what there is, leave a note with the reason and
        /// call <see cref="IPower.Reboot"/>, within some seconds. For the supervisor, on any thread; the first reason counts.
        /// </summary>
        /// <param name="reason">Why; not <see cref="RestartReason.None"/>.</param>
        /// <param name="detail">What there is to say about it; nothing secret, for it will be reported.</param>
        /// <returns>False on a host that cannot restart.</returns>
        public bool AskRestart(RestartReason reason, string detail) => _restart.Ask(reason, detail, 0);

        /// <summary>
        /// Ends this boot without the loops, after <see cref="AskRestart"/>: saves the outbox, leaves the note, and calls
        /// <see cref="IPower.Reboot"/>. On any thread; one that may be given up, since a loop that hangs inside the outbox is waited for.
        /// </summary>
        public void ForceRestart() => _restart.CarryOut();

        // What was sampled goes into the outbox, and nothing more is sampled that the next boot would not see.
        private int HandIn()
        {
            HandOver();
            _restart.NoteHandedIn(_sampling.SaveOpenAlarms());
            return RequestPollMs;
        }

        private void HandOver()
        {
            _sampling.Flush();
            Sleep?.Flush();
        }

        // Set by the sampling thread, and read by both.
        private SleepCycle? Sleep
        {
            get
            {
                lock (_gate) return _sleep;
            }
        }

        private SamplingLoop NewSampling(SleepJournal? journal) =>
            new SamplingLoop(_ports, _settings, Outbox, journal, Counters, Sensor, _requests, _newest, _seed);

        private bool IsSleeping => _ports.Power != null && _settings.Power.Mode == PowerMode.DeepSleep;

        private SamplingLoop Begin(SleepStart? start)
        {
            if (!IsSleeping) return NewSampling(null);
            if (start == null) start = new SleepStart(_ports.Flash, Boot, Outbox.LastSequence);
            start.Note.Boot = Boot;
            if (!start.IsWake) start.Note.Sequence = Outbox.LastSequence;
            var sampling = NewSampling(start.Journal);
            var sleep = new SleepCycle(_ports, start, Outbox, _settings, sampling, _seed);
            lock (_gate) _sleep = sleep;
            return sampling;
        }

        private static DesiredProperties DesiredOf(DevicePorts ports, DeviceSettings settings, ConnectionTrials connection, LeveledLog log) =>
            new DesiredProperties(settings, new SettingsSlots(ports.Flash, log), log)
            {
                Connection = new ConnectionSections(connection, ports.Network.HasWifi, log),
            };

        private TwinSync? TwinOf(DesiredProperties? desired, RestartNote note, CommandResults results, LeveledLog log)
        {
            if (desired == null) return null;
            var health = new HealthReport(_ports.Board, Sensor, Counters, Outbox, note, log, Boots, desired.DamagedCopies);
            var backoff = new Backoff(_settings.UplinkBackoffFirstMs, _settings.UplinkBackoffMaxMs, _seed);
            return new TwinSync(_ports.Twin!, desired, _mailbox, health, results, backoff, log);
        }

        private NodeParts PartsFor(RestartNote note, LeveledLog log) => new NodeParts(_ports, log, Outbox, Counters)
        {
            Mailbox = _mailbox,
            Sensor = Sensor,
            Newest = _newest,
            Requests = _requests,
            Restart = _restart,
            Note = note,
            Boot = Boot,
        };

        // Sensor, filters and cadence begin anew with the next sample, which is taken at once; what was sampled is kept, and alarms go on.
        private void Apply(DeviceSettings settings)
        {
            var isSame = TwinMapping.IsSameSampling(settings, _settings);
            _settings = settings;
            if (isSame) return;
            HandOver();
            var before = _sampling;
            if (_sleep == null || !IsSleeping)
            {
                StopSleeping();
                _sampling = Begin(null);
                _sampling.Continue(before);
                return;
            }

            _sampling = NewSampling(_sleep.Journal);
            _sampling.Continue(before);
            _sleep.Apply(_settings, _sampling);
        }

        private void StopSleeping()
        {
            if (_sleep == null) return;
            lock (_gate) _sleep = null;
            new RestartNote(_ports.Flash, Boot).TryWrite(RestartReason.None, ""); // what it knew is in the outbox
        }

        private static Outbox OpenOutbox(DevicePorts ports, DeviceSettings settings, int boot)
        {
            var payloadMaxBytes = settings.Telemetry.PayloadMaxBytes;
            if (settings.OutboxFlashBytes == 0) return new Outbox(settings.OutboxBytes, payloadMaxBytes, boot);
            var slots = settings.OutboxFlashBytes / Outbox.SlotBytes;
            var outbox = new Outbox(settings.OutboxBytes, payloadMaxBytes, boot, ports.Flash, slots, settings.OutboxSaveAfterMs);
            if (outbox.Recovered > 0)
                ports.Log.Write(LogLevel.Information, "outbox", new LogText("recovered").With("messages", outbox.Recovered).Text);
            if (outbox.DamagedSlots > 0)
                ports.Log.Write(LogLevel.Warning, "outbox", new LogText("slots were damaged").With("count", outbox.DamagedSlots).Text);
            return outbox;
        }
    }
}
