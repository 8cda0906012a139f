namespace Firmware.Core.Connection
{
    /// <summary>How far a device got with a set that it gave up; the numbers are kept in flash.</summary>
    public enum TrialFailure
    {
        /// <summary>It was not tried.</summary>
        None = 0,

        /// <summary>The network could not be joined, or gave no address.</summary>
        NoNetwork = 1,

        /// <summary>The network led to no time server.</summary>
        NoClock = 2,

        /// <summary>Provisioning was not reached, or assigned no hub.</summary>
        NotProvisioned = 3,

        /// <summary>The hub was not reached, or refused.</summary>
        HubNotReached = 4,

        /// <summary>The device restarted too often meanwhile.</summary>
        Restarted = 5,
    }
}
