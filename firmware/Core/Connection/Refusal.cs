namespace Firmware.Core.Connection
{
    /// <summary>Remembers that the network or the registration with that digest was tried and given up. Immutable.</summary>
    public sealed class Refusal
    {
        /// <summary>Makes a refusal.</summary>
        public Refusal(int digest, TrialFailure failure)
        {
            Digest = digest;
            Failure = failure;
        }

        /// <summary>See <see cref="ConnectionDigest"/>.</summary>
        public int Digest { get; }

        /// <summary>How far the device got.</summary>
        public TrialFailure Failure { get; }
    }
}
