using Firmware.Core.Ports;

namespace Firmware.Core.Connection
{
    /// <summary>All that a device keeps in flash of its connection, written as a whole. Immutable.</summary>
    internal sealed class ConnectionRecord
    {
        /// <summary>Makes the record of a new device.</summary>
        public ConnectionRecord() => Kept = new ConnectionSet(null, null);

        private ConnectionRecord(ConnectionRecord from)
        {
            Kept = from.Kept;
            Trial = from.Trial;
            TrialBoots = from.TrialBoots;
            WifiRefusal = from.WifiRefusal;
            DpsRefusal = from.DpsRefusal;
            Assignment = from.Assignment;
            AssignedTo = from.AssignedTo;
        }

        /// <summary>The last set with which a hub was reached; before the first, the deployed one.</summary>
        public ConnectionSet Kept { get; init; }

        /// <summary>The set that waits for its trial or is on it, or null.</summary>
        public ConnectionSet? Trial { get; init; }

        /// <summary>How many boots have begun that trial.</summary>
        public int TrialBoots { get; init; }

        /// <summary>The network that was given up last, or null.</summary>
        public Refusal? WifiRefusal { get; init; }

        /// <summary>The registration that was given up last, or null.</summary>
        public Refusal? DpsRefusal { get; init; }

        /// <summary>The hub that provisioning assigned, or null.</summary>
        public HubAssignment? Assignment { get; init; }

        /// <summary>The digest of the registration that it was assigned to.</summary>
        public int AssignedTo { get; init; }

        /// <summary>The record with another trial or none; refusals that the trial is to check again are gone.</summary>
        public ConnectionRecord WithTrial(ConnectionSet? trial, int boots) => new ConnectionRecord(this)
        {
            Trial = trial,
            TrialBoots = boots,
            WifiRefusal = trial != null && ChangesWifi(trial) ? null : WifiRefusal,
            DpsRefusal = trial != null && ChangesDps(trial) ? null : DpsRefusal,
        };

        /// <summary>The record after its trial failed: what it would have changed is refused.</summary>
        public ConnectionRecord WithTrialFailed(TrialFailure failure) => new ConnectionRecord(this)
        {
            Trial = null,
            TrialBoots = 0,
            WifiRefusal = Trial?.Wifi != null && ChangesWifi(Trial)
                ? new Refusal(ConnectionDigest.Of(Trial.Wifi), failure)
                : WifiRefusal,
            DpsRefusal = Trial?.Dps != null && ChangesDps(Trial)
                ? new Refusal(ConnectionDigest.Of(Trial.Dps), failure)
                : DpsRefusal,
        };

        /// <summary>The record after its trial's success.</summary>
        public ConnectionRecord WithTrialKept(HubAssignment? assignment, int assignedTo) => new ConnectionRecord(this)
        {
            Kept = Trial ?? Kept,
            Trial = null,
            TrialBoots = 0,
            Assignment = assignment,
            AssignedTo = assignedTo,
        };

        /// <summary>The record with another hub.</summary>
        public ConnectionRecord WithAssignment(HubAssignment assignment, int assignedTo) => new ConnectionRecord(this)
        {
            Assignment = assignment,
            AssignedTo = assignedTo,
        };

        private bool ChangesWifi(ConnectionSet set) => !WifiCredentials.AreEqual(set.Wifi, Kept.Wifi);

        private bool ChangesDps(ConnectionSet set) => !DpsIdentity.AreEqual(set.Dps, Kept.Dps);
    }
}
