using System.Collections;
using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// Desired properties that this firmware does not know, by name, so that a typing mistake shows in the twin. Names only: what is
    /// not understood may be a secret. Bounded. Used by one thread at a time.
    /// </summary>
    internal sealed class UnknownKeys
    {
        /// <summary>How many are listed; "..." stands for the rest.</summary>
        public const int ListedMax = 16;

        /// <summary>How much of a name is listed, in characters.</summary>
        public const int NameMaxChars = 64;

        private readonly ArrayList _names = new ArrayList();

        /// <summary>Notes that a key is there, or is gone.</summary>
        public void Note(string name, bool isThere)
        {
            var listed = name.Length > NameMaxChars ? name.Substring(0, NameMaxChars) : name;
            var at = IndexOf(listed);
            if (isThere && at < 0 && _names.Count <= ListedMax) _names.Add(listed);
            else if (!isThere && at >= 0) _names.RemoveAt(at);
        }

        /// <summary>Forgets all.</summary>
        public void Clear() => _names.Clear();

        /// <summary>The names in one text, apart by blanks; empty if there are none.</summary>
        public override string ToString()
        {
            var text = new StringBuilder(64);
            for (var i = 0; i < _names.Count; i++)
            {
                if (i > 0) text.Append(' ');
                text.Append(i < ListedMax ? (string)_names[i]! : "...");
            }

            return text.ToString();
        }

        private int IndexOf(string name)
        {
            for (var i = 0; i < _names.Count; i++)
                if ((string)_names[i]! == name) return i;
            return -1;
        }
    }
}
