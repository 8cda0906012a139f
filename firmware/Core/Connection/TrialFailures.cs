namespace Firmware.Core.Connection
{
    /// <summary>What to say of a <see cref="TrialFailure"/>. Pure.</summary>
    internal static class TrialFailures
    {
        /// <summary>The failure in words, without a secret.</summary>
        public static string TextOf(TrialFailure failure)
        {
            switch (failure)
            {
                case TrialFailure.NoNetwork: return "no network";
                case TrialFailure.NoClock: return "a network without a time server";
                case TrialFailure.NotProvisioned: return "not provisioned";
                case TrialFailure.HubNotReached: return "hub refused or unreachable";
                case TrialFailure.Restarted: return "the device restarted too often";
                default: return "not tried";
            }
        }
    }
}
