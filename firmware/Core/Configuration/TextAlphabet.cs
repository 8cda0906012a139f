namespace Firmware.Core.Configuration
{
    /// <summary>What a text may be made of.</summary>
    public enum TextAlphabet
    {
        /// <summary>Anything but control characters.</summary>
        Printable = 0,

        /// <summary>ASCII from the blank to the tilde.</summary>
        Ascii = 1,

        /// <summary>Letters, digits, hyphen, dot, underscore and colon.</summary>
        Name = 2,

        /// <summary>The characters of base64.</summary>
        Base64 = 3,
    }
}
