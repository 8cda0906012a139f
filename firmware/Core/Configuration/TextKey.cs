using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>One desired property that is a text: its name, its range, and whether it is a secret. Immutable.</summary>
    public sealed class TextKey
    {
        private readonly int _minBytes;
        private readonly int _maxBytes;
        private readonly TextAlphabet _alphabet;

        /// <summary>Defines a text.</summary>
        /// <param name="name">See <see cref="Name"/>.</param>
        /// <param name="minBytes">How long it is at least, as UTF-8; 0 if it may be absent or empty.</param>
        /// <param name="maxBytes">How long it is at most, as UTF-8.</param>
        /// <param name="alphabet">What it is made of.</param>
        /// <param name="isSecret">Whether it is never told anywhere.</param>
        public TextKey(string name, int minBytes, int maxBytes, TextAlphabet alphabet, bool isSecret)
        {
            Name = name;
            _minBytes = minBytes;
            _maxBytes = maxBytes;
            _alphabet = alphabet;
            IsSecret = isSecret;
        }

        /// <summary>Its name within the section.</summary>
        public string Name { get; }

        /// <summary>Whether it is never told anywhere.</summary>
        public bool IsSecret { get; }

        /// <summary>What a value must be, in words, for whoever reads the acknowledgement or the documentation.</summary>
        public string Range => "[" + _minBytes.ToString() + ", " + _maxBytes.ToString() + "] " + NameOf(_alphabet);

        /// <summary>Whether a text is within <see cref="Range"/>.</summary>
        public bool IsValid(string text)
        {
            var length = Encoding.UTF8.GetBytes(text).Length;
            if (length < _minBytes || length > _maxBytes) return false;
            for (var i = 0; i < text.Length; i++)
                if (!IsOf(_alphabet, text[i])) return false;
            return true;
        }

        private static string NameOf(TextAlphabet alphabet)
        {
            switch (alphabet)
            {
                case TextAlphabet.Printable: return "bytes of UTF-8";
                case TextAlphabet.Ascii: return "ASCII characters";
                case TextAlphabet.Name: return "letters, digits and -._:";
                default: return "characters of base64";
            }
        }

        private static bool IsOf(TextAlphabet alphabet, char character)
        {
            switch (alphabet)
            {
                case TextAlphabet.Printable: return character >= ' ';
                case TextAlphabet.Ascii: return character >= ' ' && character <= '~';
                case TextAlphabet.Name: return IsAlphanumeric(character) || character == '-' || character == '.' || character == '_' || character == ':';
                default: return IsAlphanumeric(character) || character == '+' || character == '/' || character == '=';
            }
        }

        private static bool IsAlphanumeric(char character) =>
            character >= '0' && character <= '9' || character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z';
    }
}
