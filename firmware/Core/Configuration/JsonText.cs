using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>JSON strings (RFC 8259, section 7). Pure.</summary>
    public static class JsonText
    {
        private const string HexDigits = "0123456789abcdef";

        /// <summary>Appends a string with its quotes; what JSON does not allow in it is escaped.</summary>
        public static void Append(StringBuilder into, string text)
        {
            into.Append('"');
            for (var i = 0; i < text.Length; i++) Append(into, text[i]);
            into.Append('"');
        }

        /// <summary>How many characters one becomes.</summary>
        internal static int LengthOf(char character)
        {
            if (character == '"' || character == '\\') return 2;
            return character >= ' ' ? 1 : 6;
        }

        private static void Append(StringBuilder into, char character)
        {
            if (character == '"' || character == '\\') into.Append('\\').Append(character);
            else if (character >= ' ') into.Append(character);
            else into.Append("\\u00").Append(HexDigits[character >> 4]).Append(HexDigits[character & 15]);
        }
    }
}
