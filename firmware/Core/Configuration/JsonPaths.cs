using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// Writes the members of one JSON object; a dot in a name stands for an object within it, whose members must follow each other.
    /// Used by one thread.
    /// </summary>
    internal sealed class JsonPaths
    {
        private readonly StringBuilder _into;
        private string _group = "";
        private bool _needsComma;

        public JsonPaths(StringBuilder into)
        {
            _into = into;
            into.Append('{');
        }

        /// <summary>Begins a member; its value is to be appended next.</summary>
        public void Begin(string path)
        {
            var dot = path.IndexOf('.');
            Enter(dot < 0 ? "" : path.Substring(0, dot));
            Name(path.Substring(dot + 1));
        }

        /// <summary>Writes a member that is a text.</summary>
        public void Text(string path, string value)
        {
            Begin(path);
            JsonText.Append(_into, value);
        }

        /// <summary>Writes a member that is a number.</summary>
        public void Number(string path, int value)
        {
            Begin(path);
            _into.Append(value);
        }

        /// <summary>Ends the object.</summary>
        public void End()
        {
            Enter("");
            _into.Append('}');
        }

        private void Enter(string group)
        {
            if (group == _group) return;
            if (_group.Length > 0)
            {
                _into.Append('}');
                _needsComma = true;
            }

            _group = group;
            if (group.Length == 0) return;
            Name(group);
            _into.Append('{');
            _needsComma = false;
        }

        private void Name(string name)
        {
            if (_needsComma) _into.Append(',');
            JsonText.Append(_into, name);
            _into.Append(':');
            _needsComma = true;
        }
    }
}
