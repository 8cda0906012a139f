namespace Firmware.Core.Configuration
{
    /// <summary>
    /// What became of one section, by the writable properties of the IoT Plug and Play conventions (learn.microsoft.com: "IoT Plug and
    /// Play conventions", acknowledgement responses). Mutable; used by one thread.
    /// </summary>
    internal sealed class Acknowledgement
    {
        /// <summary>The desired values are in effect.</summary>
        public const int Applied = 200;

        /// <summary>The desired values are about to be tried; those from before are in effect until then.</summary>
        public const int Pending = 202;

        /// <summary>The desired values were refused; those from before are in effect.</summary>
        public const int Refused = 400;

        /// <summary>"ac": <see cref="Applied"/>, <see cref="Pending"/> or <see cref="Refused"/>; 0 while the twin does not have the section.</summary>
        public int Code { get; private set; }

        /// <summary>"av": the version of the desired properties that is answered.</summary>
        public int Version { get; private set; }

        /// <summary>"ad": the reason, or null.</summary>
        public string? Reason { get; private set; }

        /// <summary>Whether the cloud does not have it yet.</summary>
        public bool IsDue { get; set; } = true;

        /// <summary>Answers; the same answer again is no news.</summary>
        public void Answer(int code, int version, string? reason)
        {
            if (code == Code && version == Version && reason == Reason) return;
            Code = code;
            Version = version;
            Reason = reason;
            IsDue = true;
        }

        /// <summary>Takes the answer back: the section is no longer desired.</summary>
        public void Withdraw() => Answer(0, 0, null);
    }
}
