using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.Core.Connection
{
    /// <summary>
    /// Which network and registration to use. A new set is a trial: for a bounded time, over a few restarts at most, it is used in place
    /// of the one that is known to work; it is kept once a hub was reached with it, and given up otherwise. Every step is one whole
    /// record in flash, so wherever the power is cut, the next boot goes on with the trial or with the set from before. Used by one
    /// thread at a time.
    /// </summary>
    public sealed class ConnectionTrials
    {
        /// <summary>How many boots may begin one trial.</summary>
        public const int BootsMax = 3;

        /// <summary>
        /// After so many failures in a row to join the kept network, the deployed one is tried, and so on in turn: so a device whose
        /// network is gone is found again by deploying another.
        /// </summary>
        public const int FailuresBeforeTurn = 5;

        private const string Area = "connection";

        private readonly ConnectionSlots _slots;
        private readonly DpsIdentity? _deployed;
        private readonly int _limitMs;
        private readonly ILog _log;
        private ConnectionRecord _record;
        private HubAssignment? _trialAssignment;
        private TrialFailure _failure;
        private bool _isDeployedsTurn;
        private int _networkFailures;
        private long _endMs;

        /// <summary>Reads from flash what earlier boots left.</summary>
        /// <param name="flash">Slots 4 and 5 are used.</param>
        /// <param name="deployed">How the device was deployed to register, or null where that is nobody's to change.</param>
        /// <param name="limitMs">How long a trial may take in one boot, in ms.</param>
        /// <param name="log">Says what is tried, kept and given up, without secrets.</param>
        public ConnectionTrials(IFlashSlots flash, DpsIdentity? deployed, int limitMs, ILog log)
        {
            _slots = new ConnectionSlots(flash, log);
            _deployed = deployed;
            _limitMs = limitMs;
            _log = log;
            _record = _slots.Read();
        }

        /// <summary>The last set with which a hub was reached; before the first, the deployed one.</summary>
        public ConnectionSet Kept => _record.Kept;

        /// <summary>How the device was deployed to register, or null.</summary>
        public DpsIdentity? Deployed => _deployed;

        /// <summary>Whether a trial is running.</summary>
        public bool IsOnTrial { get; private set; }

        /// <summary>Whether a set waits for its trial: end the connection and call <see cref="Begin"/>.</summary>
        public bool IsTrialWaiting => _record.Trial != null && !IsOnTrial;

        /// <summary>The network to join now; null for the deployed one.</summary>
        public WifiCredentials? Wifi => _isDeployedsTurn ? null : Current.Wifi;

        /// <summary>The registration to use now; null where there is none to choose.</summary>
        public DpsIdentity? Dps => Current.Dps ?? _deployed;

        /// <summary>The hub that was assigned to this very registration, or null: then provisioning must be asked.</summary>
        public HubAssignment? Assignment => IsOnTrial ? _trialAssignment : KeptAssignment;

        private ConnectionSet Current => IsOnTrial ? _record.Trial! : _record.Kept;

        private HubAssignment? KeptAssignment
        {
            get
            {
                var dps = Kept.Dps ?? _deployed;
                return dps != null && _record.Assignment != null && _record.AssignedTo == ConnectionDigest.Of(dps)
                    ? _record.Assignment
                    : null;
            }
        }

        /// <summary>How a network failed when it was tried last, or none.</summary>
        public TrialFailure FailureOf(WifiCredentials wifi) => FailureOf(_record.WifiRefusal, ConnectionDigest.Of(wifi));

        /// <summary>How a registration failed when it was tried last, or none.</summary>
        public TrialFailure FailureOf(DpsIdentity dps) => FailureOf(_record.DpsRefusal, ConnectionDigest.Of(dps));

        /// <summary>Lets a set wait for its trial in place of any other; the kept one ends the wait.</summary>
        /// <returns>False if flash cannot be written: then there is no trial.</returns>
        public bool TryPropose(ConnectionSet set)
        {
            if (set.IsSameAs(_record.Trial ?? Kept)) return true;
            var record = set.IsSameAs(Kept) ? _record.WithTrial(null, 0) : _record.WithTrial(set, 0);
            if (!_slots.TryWrite(record)) return false;
            _record = record;
            return true;
        }

        /// <summary>Begins the trial that waits, or gives it up when too many boots have begun it.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        public void Begin(long nowMs)
        {
            if (_record.TrialBoots >= BootsMax)
            {
                GiveUp(TrialFailure.Restarted);
                return;
            }

            var record = _record.WithTrial(_record.Trial, _record.TrialBoots + 1);
            if (!_slots.TryWrite(record))
            {
                _record = _record.WithTrial(null, 0); // uncounted, it could restart the device for ever; the next boot sees to it
                return;
            }

            _trialAssignment = DpsIdentity.AreEqual(record.Trial!.Dps, Kept.Dps) ? KeptAssignment : null;
            _record = record;
            _failure = TrialFailure.HubNotReached;
            _isDeployedsTurn = false;
            _endMs = nowMs + _limitMs;
            IsOnTrial = true;
            _log.Write(LogLevel.Information, Area, new LogText("trial begins").With("limitMs", _limitMs).With("boots", record.TrialBoots).Text);
        }

        /// <summary>Gives the running trial up when its time is over.</summary>
        /// <returns>True if it was given up: the set is another one now.</returns>
        public bool EndIfOver(long nowMs)
        {
            if (!IsOnTrial || nowMs < _endMs) return false;
            GiveUp(_failure);
            return true;
        }

        /// <summary>Notes how far an attempt got.</summary>
        public void NoteFailure(TrialFailure failure)
        {
            _failure = failure;
            if (failure != TrialFailure.NoNetwork)
            {
                _networkFailures = 0;
                return;
            }

            _networkFailures++;
            if (IsOnTrial || Kept.Wifi == null || _networkFailures % FailuresBeforeTurn != 0) return;
            _isDeployedsTurn = !_isDeployedsTurn;
            _log.Write(LogLevel.Warning, Area, new LogText("no network").With("trying", _isDeployedsTurn ? "deployed" : "kept").Text);
        }

        /// <summary>Notes what provisioning assigned.</summary>
        public void NoteAssignment(HubAssignment assignment)
        {
            var dps = Dps;
            if (dps == null || IsSame(assignment, Assignment)) return;
            if (IsOnTrial) _trialAssignment = assignment;
            else Write(_record.WithAssignment(assignment, ConnectionDigest.Of(dps)));
        }

        /// <summary>Notes that the hub was reached: a set on trial is kept.</summary>
        public void NoteReached()
        {
            _networkFailures = 0;
            if (!IsOnTrial) return;
            var dps = Dps;
            IsOnTrial = false;
            Write(_record.WithTrialKept(_trialAssignment, dps == null ? 0 : ConnectionDigest.Of(dps)));
            _log.Write(LogLevel.Information, Area, "trial kept");
        }

        private void GiveUp(TrialFailure failure)
        {
            IsOnTrial = false;
            Write(_record.WithTrialFailed(failure));
            _log.Write(LogLevel.Warning, Area, new LogText("trial rolled back").With("reason", TrialFailures.TextOf(failure)).Text);
        }

        // What flash does not take holds until the next boot, which then finds the trial still to be made.
        private void Write(ConnectionRecord record)
        {
            _record = record;
            _slots.TryWrite(record);
        }

        private static TrialFailure FailureOf(Refusal? refusal, int digest) =>
            refusal != null && refusal.Digest == digest ? refusal.Failure : TrialFailure.None;

        private static bool IsSame(HubAssignment one, HubAssignment? other) =>
            other != null && one.Hub == other.Hub && one.DeviceId == other.DeviceId;
    }
}
