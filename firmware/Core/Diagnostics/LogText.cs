using System.Text;
using Firmware.Core.Configuration;

namespace Firmware.Core.Diagnostics
{
    /// <summary>
    /// One event of the log as text: a message, which is always the same words, then `key=value` pairs. A value that is empty, or has
    /// blanks, quotes, an equals sign or control characters in it, is written as a JSON string, so that any line can be taken apart
    /// again. The only place that writes such pairs. Used by one thread at a time.
    /// </summary>
    public sealed class LogText
    {
        /// <summary>The longest value, in characters: what comes from outside (an exception's message) is cut there.</summary>
        public const int ValueMaxLength = 200;

        private readonly StringBuilder _text = new StringBuilder(64);

        /// <summary>Begins with the message.</summary>
        /// <param name="message">What happened: a literal of lower-case words, without an equals sign.</param>
        public LogText(string message) => _text.Append(message);

        /// <summary>Adds a text.</summary>
        /// <param name="key">Its name: a literal in camelCase.</param>
        /// <param name="value">Any text but a secret; null, as libraries may give for a message, is the empty text.</param>
        /// <returns>This.</returns>
        public LogText With(string key, string? value)
        {
            var text = value ?? "";
            var cut = text.Length > ValueMaxLength ? text.Substring(0, ValueMaxLength) : text;
            _text.Append(' ').Append(key).Append('=');
            if (IsBare(cut)) _text.Append(cut);
            else JsonText.Append(_text, cut);
            return this;
        }

        /// <summary>Adds a number.</summary>
        /// <param name="key">Its name: a literal in camelCase, with the unit at its end where it has one.</param>
        /// <param name="value">The number.</param>
        /// <returns>This.</returns>
        public LogText With(string key, long value)
        {
            _text.Append(' ').Append(key).Append('=').Append(value);
            return this;
        }

        /// <summary>The event as it stands in the line, after uptime, level and area.</summary>
        public string Text => _text.ToString();

        private static bool IsBare(string value)
        {
            for (var i = 0; i < value.Length; i++)
                if (value[i] <= ' ' || value[i] == '"' || value[i] == '=' || value[i] == '\u007F') return false;
            return value.Length > 0;
        }
    }
}
